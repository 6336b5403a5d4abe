namespace Microsoft.ML.Data;

/// <summary>The rows without a missing value (NaN, missing key) in the given columns.</summary>
internal sealed class MissingFilter : FilterView
{
    private readonly DataViewSchema.Column[] _columns;

    /// <summary>A filter on columns of Single, Double or keys, or vectors of these.</summary>
    public MissingFilter(IDataView input, string[] columns)
        : base(input)
    {
        var seen = new HashSet<string>();
        _columns = Array.ConvertAll(columns, name =>
        {
            Check.Param(input.Schema.GetColumnOrNull(name) is not null, nameof(columns), $"Source column '{name}' not found. The columns are: {Errors.List(input.Schema)}.");
            Check.Param(seen.Add(name), nameof(columns), $"Source column '{name}' specified multiple times");
            var column = input.Schema[name];
            Check.Param(
                RangeFilter.IsValidType(column.Type.ItemType()), nameof(columns),
                $"Column '{name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
            return column;
        });
    }

    protected override IEnumerable<DataViewSchema.Column> TestedColumns => _columns;

    protected override Func<bool> CreateTest(DataViewRowCursor cursor)
    {
        var tests = Array.ConvertAll(_columns, column => RawTypes.Call<Func<bool>>(
            column.Type is VectorDataViewType ? CreateVectorTest<int> : CreateTest<int>, column.Type.ItemType().RawType, cursor, column));
        return () =>
        {
            foreach (var isComplete in tests)
            {
                if (!isComplete())
                    return false;
            }
            return true;
        };
    }

    private static Func<bool> CreateTest<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
        where T : System.Numerics.INumberBase<T>
    {
        var getter = cursor.GetGetter<T>(column);
        var isKey = column.Type is KeyDataViewType;
        var value = T.Zero;
        return () =>
        {
            getter(ref value);
            return !T.IsNaN(value) && !(isKey && T.IsZero(value));
        };
    }

    private static Func<bool> CreateVectorTest<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
        where T : System.Numerics.INumberBase<T>
    {
        var getter = cursor.GetGetter<VBuffer<T>>(column);
        var isKey = column.Type.ItemType() is KeyDataViewType;
        var buffer = default(VBuffer<T>);
        return () =>
        {
            getter(ref buffer);
            if (isKey && !buffer.IsDense)
                return false;
            foreach (var value in buffer.GetValues())
            {
                if (T.IsNaN(value) || (isKey && T.IsZero(value)))
                    return false;
            }
            return true;
        };
    }
}
