using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Writes keys in binary, a slot for each bit.</summary>
public sealed class KeyToBinaryVectorMappingEstimator : TrivialEstimator<KeyToBinaryVectorMappingTransformer>
{
    internal KeyToBinaryVectorMappingEstimator((string OutputName, string InputName)[] columns)
        : base(new KeyToBinaryVectorMappingTransformer(columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair => OutputShape(inputSchema, pair.outputColumnName, pair.inputColumnName)));
    }

    private static SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (!input.IsKey)
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "Key", input.GetTypeString());
        bool scalar = input.Kind == SchemaShape.Column.VectorKind.Scalar;
        var annotations = new List<SchemaShape.Column>
        {
            new(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false),
        };
        if (scalar)
            annotations.Add(SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        return new SchemaShape.Column(
            outputName, scalar ? SchemaShape.Column.VectorKind.Vector : input.Kind, NumberDataViewType.Single, false, new SchemaShape(annotations));
    }
}
