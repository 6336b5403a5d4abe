namespace Microsoft.ML.Data;

/// <summary>A column of numbers scaled so that its least is 0 and its greatest is 1; NaN stays NaN, and a constant becomes 0.</summary>
internal sealed class ScaledColumn : OneToOneTransformerBase
{
    private readonly double _offset;
    private readonly double _scale;

    private ScaledColumn(string outputName, string inputName, double offset, double scale)
        : base((outputName, inputName))
    {
        _offset = offset;
        _scale = scale;
    }

    /// <summary>Finds the least and the greatest number.</summary>
    public static ScaledColumn Fit(IDataView data, DataViewSchema.Column column, string outputName)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        var values = column.Type.Equals(NumberDataViewType.Single) ? data.GetColumn<float>(column).Select(value => (double)value) : data.GetColumn<double>(column);
        foreach (var value in values)
        {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        return max > min ? new(outputName, column.Name, min, 1 / (max - min)) : new(outputName, column.Name, double.IsFinite(min) ? min : 0, 0);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(inputSchema, this);

    private sealed class Mapper(DataViewSchema schema, ScaledColumn parent) : OneToOneMapper(schema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input) => new(outputName, input.Type);

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input)
        {
            if (input.Type.Equals(NumberDataViewType.Single))
            {
                var single = row.GetGetter<float>(input);
                var (offset, scale) = ((float)parent._offset, (float)parent._scale);
                return (ValueGetter<float>)((ref float value) =>
                {
                    single(ref value);
                    value = (value - offset) * scale;
                });
            }
            var getter = row.GetGetter<double>(input);
            return (ValueGetter<double>)((ref double value) =>
            {
                getter(ref value);
                value = (value - parent._offset) * parent._scale;
            });
        }
    }
}
