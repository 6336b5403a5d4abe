using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Spreads keys over a slot for each value: 1 in the key's slot and 0 elsewhere, or counts over the keys of a vector.</summary>
public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>
{
    internal KeyToVectorMappingEstimator((string OutputName, string InputName)[] columns, bool outputCountVector)
        : base(new KeyToVectorMappingTransformer(columns, outputCountVector))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair => OutputShape(inputSchema, pair.outputColumnName, pair.inputColumnName)));
    }

    private SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (!input.IsKey)
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "Key", input.GetTypeString());

        bool bag = Transformer.OutputCountVector, scalar = input.Kind == SchemaShape.Column.VectorKind.Scalar;
        var annotations = new List<SchemaShape.Column>();
        if (input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.ItemType is TextDataViewType)
            annotations.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false));
        if (!bag && input.Kind != SchemaShape.Column.VectorKind.VariableVector)
            annotations.Add(new SchemaShape.Column(AnnotationKinds.CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, false));
        if (!bag || scalar)
            annotations.Add(SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        SchemaShape.Column.VectorKind kind = input.Kind == SchemaShape.Column.VectorKind.VariableVector && !bag
            ? SchemaShape.Column.VectorKind.VariableVector
            : SchemaShape.Column.VectorKind.Vector;
        return new SchemaShape.Column(outputName, kind, NumberDataViewType.Single, false, new SchemaShape(annotations));
    }
}
