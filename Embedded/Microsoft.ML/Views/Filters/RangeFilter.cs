namespace Microsoft.ML.Data;

/// <summary>
/// The rows whose value in a column is in a range, or those whose value is not. The value of a key is the middle of its place's share of
/// [0, 1]. NaN and missing keys are neither in the range nor outside it.
/// </summary>
internal sealed class RangeFilter : FilterView
{
    private readonly DataViewSchema.Column _column;
    private readonly double _min;
    private readonly double _max;
    private readonly bool _includeMax;
    private readonly bool _complement;

    /// <summary>A filter; the lower bound belongs to the range.</summary>
    public RangeFilter(IDataView input, DataViewSchema.Column column, double min, double max, bool includeMax = false, bool complement = false)
        : base(input)
    {
        Check.Param(
            IsValidType(column.Type), nameof(column),
            $"Column '{column.Name}' does not have compatible type: it is {column.Type}, but must be Single, Double or a key.");
        _column = column;
        _min = min;
        _max = max;
        _includeMax = includeMax || (column.Type is KeyDataViewType && max >= 1);
        _complement = complement;
    }

    protected override IEnumerable<DataViewSchema.Column> TestedColumns => [_column];

    /// <summary>Whether columns of that type can be filtered.</summary>
    public static bool IsValidType(DataViewType type) =>
        type.Equals(NumberDataViewType.Single) || type.Equals(NumberDataViewType.Double) || type is KeyDataViewType;

    protected override Func<bool> CreateTest(DataViewRowCursor cursor)
    {
        if (_column.Type is KeyDataViewType key)
            return KeyTest(cursor, key);
        if (_column.Type.Equals(NumberDataViewType.Single))
        {
            var single = cursor.GetGetter<float>(_column);
            var value = 0f;
            return () =>
            {
                single(ref value);
                return Accepts(value);
            };
        }
        var getter = cursor.GetGetter<double>(_column);
        var number = 0.0;
        return () =>
        {
            getter(ref number);
            return Accepts(number);
        };
    }

    private Func<bool> KeyTest(DataViewRowCursor cursor, KeyDataViewType key)
    {
        var read = KeyReading.Create(cursor, _column);
        return () =>
        {
            var value = read();
            return value > 0 && value <= key.Count && Accepts((value - 0.5) / key.Count);
        };
    }

    private bool Accepts(double value) =>
        !double.IsNaN(value) && (_min <= value && (_includeMax ? value <= _max : value < _max)) != _complement;
}
