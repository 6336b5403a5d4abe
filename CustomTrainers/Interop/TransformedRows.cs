using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// The rows that a transformer of ours gives. ML.NET's <c>ConvertToOnnx</c> walks from such rows back to the first ones and stops without a
/// word at rows that it does not know, so that the file would hold only the steps behind ours. These say that they cannot be converted.
/// </summary>
/// <param name="component">The transformer's name, for the error.</param>
/// <param name="source">The rows that are transformed.</param>
internal abstract class TransformedRows(string component, IDataView source) : ITransformCanSaveOnnx
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

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => throw OnnxRefusal.Error(component);

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => throw OnnxRefusal.Error(component);

    /// <summary>Not possible: rows are not a model. The transformer that gives them is saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"Rows that {component} gives cannot be saved as a model; save the transformer.");
}

/// <summary>What a component of ours answers when ML.NET asks whether it can be converted to ONNX.</summary>
internal static class OnnxRefusal
{
    /// <summary>The error that names the component.</summary>
    public static NotSupportedException Error(string component) =>
        new(
            $"{component} cannot be converted to ONNX: this version of the library has no conversion for it. "
            + "Save the chain by Model.Save instead.");
}
