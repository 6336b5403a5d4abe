namespace MlPipelines.Numerics.Trees;

/// <summary>Counts distinct values in a small open-addressing table, until there are too many of them.</summary>
internal sealed class DistinctValues
{
    private const int Capacity = 2048;
    private const int Limit = 1024;

    private readonly int[] _keys = new int[Capacity];
    private readonly int[] _counts = new int[Capacity];
    private int _count;
    private int _lastSlot = -1;

    /// <summary>Counts one value that is not NaN; false when the table is full.</summary>
    public bool Add(float value)
    {
        int key = BitConverter.SingleToInt32Bits(value == 0 ? 0f : value);
        if (_lastSlot >= 0 && _keys[_lastSlot] == key)
        {
            _counts[_lastSlot]++;
            return true;
        }
        int slot = (int)((uint)key * 2654435769u >> 21);
        while (_counts[slot] > 0)
        {
            if (_keys[slot] == key)
            {
                _counts[slot]++;
                _lastSlot = slot;
                return true;
            }
            slot = (slot + 1) & (Capacity - 1);
        }
        if (_count == Limit) return false;
        _count++;
        _keys[slot] = key;
        _counts[slot] = 1;
        _lastSlot = slot;
        return true;
    }

    public (float[] Values, int[] Counts) Ascending()
    {
        float[] values = new float[_count];
        int[] counts = new int[_count];
        int n = 0;
        for (int slot = 0; slot < Capacity; slot++)
        {
            if (_counts[slot] == 0) continue;
            values[n] = BitConverter.Int32BitsToSingle(_keys[slot]);
            counts[n++] = _counts[slot];
        }
        Array.Sort(values, counts);
        return (values, counts);
    }
}
