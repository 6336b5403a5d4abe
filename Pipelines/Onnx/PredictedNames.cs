using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Onnx;

/// <summary>
/// The last step of a conversion: puts the names of classes in the place of predicted keys or truth values, where there are some.
/// </summary>
/// <param name="names">The names, in the order of the keys, or of false and true; null to leave the predicted label as it is.</param>
/// <param name="nameOfStep">What errors call the steps before, which must all have an ONNX form.</param>
internal sealed class PredictedNames(IReadOnlyList<string>? names, Func<IDataView, string> nameOfStep) : ITransformer
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new MappedDataView<DataViewRow>(
        nameof(PredictedNames), input, Bind(input.Schema), columns => AddOnnx(columns, Label(input.Schema)), nameOfStep);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException("Names of predicted classes are a step of a conversion; the pipeline's file has them by itself.");

    private DataViewSchema.Column? Label(DataViewSchema schema) =>
        names is not null && schema.GetColumnOrNull(Columns.PredictedLabel) is { } label
        && label.Type is BooleanDataViewType or KeyDataViewType { RawType.Name: nameof(UInt32) }
            ? label
            : null;

    private RowMapper<DataViewRow> Bind(DataViewSchema schema)
    {
        if (Label(schema) is not { } label)
            return new RowMapper<DataViewRow>(schema, [], [], row => row);
        var added = new AddedColumn<DataViewRow>(
            Columns.PredictedLabel, TextDataViewType.Instance, _ => new DataViewSchema.Annotations.Builder().ToAnnotations(),
            row => label.Type is BooleanDataViewType ? OfTruth(row.GetGetter<bool>(label)) : OfKey(row.GetGetter<uint>(label)));
        return new RowMapper<DataViewRow>(schema, [label], [added], row => row);
    }

    private ValueGetter<ReadOnlyMemory<char>> OfTruth(ValueGetter<bool> getter)
    {
        var value = false;
        return (ref ReadOnlyMemory<char> name) =>
        {
            getter(ref value);
            name = names![value ? 1 : 0].AsMemory();
        };
    }

    private ValueGetter<ReadOnlyMemory<char>> OfKey(ValueGetter<uint> getter)
    {
        var value = 0u;
        return (ref ReadOnlyMemory<char> name) =>
        {
            getter(ref value);
            name = value == 0 ? default : names![(int)value - 1].AsMemory();
        };
    }

    private void AddOnnx(OnnxColumns columns, DataViewSchema.Column? label)
    {
        if (label is not { } column)
            return;
        var place = columns.Cast(columns.Reshape(columns.Column(column.Name), -1, 1), OnnxType.Int64);
        string[] table = column.Type is BooleanDataViewType ? [.. names!] : ["", .. names!];
        columns.Add(
            Columns.PredictedLabel, TextDataViewType.Instance, columns.Gather(columns.Constant(table, table.Length), place, 0));
    }
}
