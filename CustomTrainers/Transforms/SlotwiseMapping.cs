using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Computes a vector column from another of the same slots, row by row. NaN may come; infinite values are refused.</summary>
/// <param name="output">The new column.</param>
/// <param name="input">The column to read.</param>
/// <param name="width">The slots of both.</param>
/// <param name="map">Computes the new row in place of the one that it is given.</param>
internal sealed class SlotwiseMapping(string output, string input, int width, Action<float[]> map)
{
    /// <summary>The mapping of an input's rows; annotations of names of slots go along.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or width than was fitted on.</exception>
    public RowMapper<Source> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var source = FeatureColumn.Find(inputSchema, input, width);
        var added = new AddedColumn<Source>(
            output, new VectorDataViewType(NumberDataViewType.Single, width), _ => SlotNamesOf(source), Getter);
        return new RowMapper<Source>(inputSchema, [source], [added], row => new Source(row, source, width));
    }

    /// <summary>The column to read as [batch, slots] of an ONNX graph.</summary>
    public OnnxValue Rows(OnnxColumns columns) => columns.Rows(input, width);

    /// <summary>Adds the new column to an ONNX graph.</summary>
    public void Add(OnnxColumns columns, OnnxValue value) =>
        columns.Add(output, new VectorDataViewType(NumberDataViewType.Single, width), value);

    private static DataViewSchema.Annotations SlotNamesOf(DataViewSchema.Column source)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(source.Annotations, name => name == AnnotationKinds.SlotNames);
        return builder.ToAnnotations();
    }

    private ValueGetter<VBuffer<float>> Getter(Source source) =>
        (ref VBuffer<float> value) =>
        {
            var values = source.Read();
            map(values);
            var editor = VBufferEditor.Create(ref value, width);
            values.CopyTo(editor.Values);
            value = editor.Commit();
        };

    /// <summary>The row's vector, read into buffers that are used again.</summary>
    internal sealed class Source(DataViewRow row, DataViewSchema.Column column, int width)
    {
        private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
        private readonly float[] _values = new float[width];
        private VBuffer<float> _row;

        public float[] Read()
        {
            _getter(ref _row);
            _row.CopyTo(_values);
            SlotColumns.RequireNoInfinity(column, _values, row.Position);
            return _values;
        }
    }
}
