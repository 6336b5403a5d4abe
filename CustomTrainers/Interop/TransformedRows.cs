using Microsoft.ML;
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
internal abstract class TransformedRows(string component, IDataView source, Action<OnnxColumns> toOnnx) : ITransformCanSaveOnnx
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
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx)
    {
        ctx.CheckOpSetVersion(OnnxColumns.Opset, component);
        toOnnx(new OnnxColumns(component, ctx));
    }

    /// <summary>Not possible: rows are not a model. The transformer that gives them is saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"Rows that {component} gives cannot be saved as a model; save the transformer.");
}
