using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives for each key the value that it stands for.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator((string OutputName, string InputName)[] columns)
        : base(new KeyToValueMappingTransformer(columns))
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A column is no key, or one without values.</exception>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair => OutputShape(inputSchema, pair.outputColumnName, pair.inputColumnName)));
    }

    private static SchemaShape.Column OutputShape(SchemaShape inputSchema, string outputName, string inputName)
    {
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (!input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values))
            throw KeyToValueMappingTransformer.NoValues(inputName, input.GetTypeString());
        SchemaShape? annotations = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names) ? new SchemaShape([names]) : null;
        return new SchemaShape.Column(outputName, input.Kind, values.ItemType, values.IsKey, annotations);
    }
}
