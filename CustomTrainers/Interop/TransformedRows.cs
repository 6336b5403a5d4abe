using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// The rows that a transformer of ours gives. ML.NET's <c>ConvertToOnnx</c> walks from such rows back to the first ones and stops without a
/// word at rows that it does not know, so that the file would hold only the steps behind ours. These add their own operators, or say that
/// they have none.
/// </summary>
/// <param name="component">The transformer's name, for errors.</param>
/// <param name="source">The rows that are transformed.</param>
/// <param name="toOnnx">Adds the transformer's columns to a graph.</param>
/// <param name="nameOfStep">What errors call the step that gives rows. Where it is there, every step before must have an ONNX form; else
/// only a step that replaces a column, as its absence would not be seen.</param>
internal abstract class TransformedRows(
    string component, IDataView source, Action<OnnxColumns> toOnnx, Func<IDataView, string>? nameOfStep) : ITransformCanSaveOnnx
{
    /// <summary>The rows that are transformed.</summary>
    public IDataView Source { get; } = source;

    /// <inheritdoc/>
    public abstract DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => Source.CanShuffle;

    /// <inheritdoc/>
    public long? GetRowCount() => Source.GetRowCount();

    /// <inheritdoc/>
    public abstract DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <inheritdoc/>
    public abstract DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);

    /// <summary>True: a silent no would make ML.NET leave out all steps up to this one. What has no form is named when it is met.</summary>
    /// <exception cref="NotSupportedException">A step before has no form and would be missed without a word.</exception>
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx)
    {
        for (var rows = Source; rows is IDataTransform step; rows = step.Source)
        {
            if (step is TransformedRows || (step is ITransformCanSaveOnnx own && own.CanSaveOnnx(ctx)))
                continue;
            if (nameOfStep is not null)
            {
                throw new NotSupportedException(
                    $"{nameOfStep(step)} cannot be converted to ONNX: it has no ONNX form. Leave it out of the chain.");
            }

            if (Replaced(step) is { } column)
            {
                throw new NotSupportedException(
                    $"{component} cannot be converted to ONNX, because the step before it that replaces the column '{column}' has no ONNX "
                    + "form. Leave that step out, or do it before the rows reach the ONNX file.");
            }
        }

        return true;
    }

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx)
    {
        ctx.CheckOpSetVersion(OnnxColumns.Opset, component);
        toOnnx(new OnnxColumns(component, ctx));
    }

    /// <summary>Not possible: rows are not a model. The transformer that gives them is saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"Rows that {component} gives cannot be saved as a model; save the transformer.");

    /// <summary>The first column that a step puts in the place of another; null where it adds columns alone, or none.</summary>
    private static string? Replaced(IDataTransform step) => step.Schema.Select(column => column.Name).FirstOrDefault(
        name => step.Source.Schema.GetColumnOrNull(name) is not null
            && step.Schema.Count(column => column.Name == name) > step.Source.Schema.Count(column => column.Name == name));
}
