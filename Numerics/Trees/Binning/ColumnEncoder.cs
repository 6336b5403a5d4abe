namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Collects one column's values, a byte each while there are at most 256 distinct ones (pixels, counts, flags, categories), else as floats,
/// and turns them into bins.
/// </summary>
internal sealed class ColumnEncoder(int column, int expectedRows)
{
    private const int MaximumCodes = 256;
    private const int TableSize = 1024;

    private byte[] _codes = GC.AllocateUninitializedArray<byte>(expectedRows);
    private float[]? _values;
    private int _rows;

    // Open addressing from a value's bits to its code; -1 marks a free slot.
    private readonly int[] _keys = new int[TableSize];
    private readonly short[] _slots = [.. Enumerable.Repeat((short)-1, TableSize)];
    private readonly float[] _distinct = new float[MaximumCodes];
    private int _distinctCount;

    /// <summary>Appends values; NaN is a missing one, all others must be finite.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        if (_values is null && _rows + values.Length > _codes.Length)
            Array.Resize(ref _codes, Math.Max(2 * _codes.Length, _rows + values.Length));
        var i = 0;
        if (_values is null)
        {
            var last = float.NaN;
            byte lastCode = 0;
            for (; i < values.Length; i++)
            {
                // Equal neighbors are common: the last value's code is kept at hand.
                if (values[i] != last)
                {
                    var code = Code(values[i]);
                    if (code < 0)
                        break;
                    last = values[i];
                    lastCode = (byte)code;
                }

                _codes[_rows++] = lastCode;
            }
        }

        if (i < values.Length)
            AddFloats(values[i..]);
    }

    /// <summary>All bins, and the sets that their thresholds are dealt out to with the bin of each row. The encoder is used up.</summary>
    public (FeatureBins Bins, BinSet[] Sets) Finish(bool isCategorical, int maximumBinCount, int binSetCount)
    {
        FeatureBins bins;
        if (_values is not null)
        {
            ReadOnlySpan<float> values = _values.AsSpan(0, _rows);
            bins = isCategorical
                ? BinMapper.Category(values, column, maximumBinCount)
                : BinMapper.Quantity(values, maximumBinCount, binSetCount);
            if (bins.IsConstant)
                return (bins, [new BinSet(bins, [])]);
            var binned = new List<BinSet>();
            foreach (var set in bins.Deal(maximumBinCount))
            {
                var rows = GC.AllocateUninitializedArray<byte>(_rows);
                set.Bin(values, rows);
                binned.Add(new BinSet(set, rows));
            }

            _values = null;
            return (bins, [.. binned]);
        }

        var counts = new int[MaximumCodes];
        var firstRows = new int[MaximumCodes];
        var codes = _codes.AsSpan(0, _rows);
        for (var row = codes.Length - 1; row >= 0; row--)
        {
            counts[codes[row]]++;
            firstRows[codes[row]] = row;
        }

        ReadOnlySpan<float> distinct = _distinct.AsSpan(0, _distinctCount);
        bins = isCategorical
            ? BinMapper.Category(distinct, counts, firstRows, column, maximumBinCount)
            : BinMapper.Quantity(distinct, counts, maximumBinCount, binSetCount);
        if (bins.IsConstant)
            return (bins, [new BinSet(bins, [])]);
        if (_codes.Length != _rows)
            Array.Resize(ref _codes, _rows);
        // The last set takes the codes' place.
        var sets = bins.Deal(maximumBinCount);
        return (bins, [.. sets.Select((set, i) => new BinSet(set, Binned(set, i < sets.Length - 1)))]);
    }

    /// <summary>The bin of each row's code.</summary>
    private byte[] Binned(FeatureBins bins, bool keepsCodes)
    {
        var binOfCode = new byte[MaximumCodes];
        for (var code = 0; code < _distinctCount; code++)
            binOfCode[code] = (byte)bins.Bin(_distinct[code]);
        var binned = keepsCodes ? GC.AllocateUninitializedArray<byte>(_rows) : _codes;
        for (var row = 0; row < _rows; row++)
            binned[row] = binOfCode[_codes[row]];
        return binned;
    }

    /// <summary>The code of a value, a new one if need be; -1 when all are taken.</summary>
    private int Code(float value)
    {
        // -0 and 0 are one value, and so are all forms of NaN.
        var key = BitConverter.SingleToInt32Bits(value == 0 ? 0f : float.IsNaN(value) ? float.NaN : value);
        var slot = (int)((uint)key * 2654435769u >> 22);
        while (_slots[slot] >= 0)
        {
            if (_keys[slot] == key)
                return _slots[slot];
            slot = (slot + 1) & (TableSize - 1);
        }

        if (_distinctCount == MaximumCodes)
            return -1;
        CheckFinite(value, _rows);
        _keys[slot] = key;
        _slots[slot] = (short)_distinctCount;
        _distinct[_distinctCount] = BitConverter.Int32BitsToSingle(key);
        return _distinctCount++;
    }

    private void AddFloats(ReadOnlySpan<float> values)
    {
        if (_values is null)
        {
            _values = GC.AllocateUninitializedArray<float>(Math.Max(_codes.Length, _rows + values.Length));
            for (var row = 0; row < _rows; row++)
                _values[row] = _distinct[_codes[row]];
            _codes = [];
        }

        if (_rows + values.Length > _values.Length)
            Array.Resize(ref _values, Math.Max(2 * _values.Length, _rows + values.Length));
        for (var i = 0; i < values.Length; i++)
        {
            CheckFinite(values[i], _rows);
            _values[_rows++] = values[i];
        }
    }

    private void CheckFinite(float value, int row)
    {
        if (float.IsInfinity(value))
        {
            throw new ArgumentException(
                $"The feature at row {row}, column {column} is infinite: features must be finite, or NaN where missing. Clip or replace it "
                    + "before training.");
        }
    }
}
