using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Missing;

namespace Microsoft.ML.Transforms;

/// <summary>Says of each value whether it is missing (NaN).</summary>
public sealed class MissingValueIndicatorEstimator : TrivialEstimator<MissingValueIndicatorTransformer>
{
    internal MissingValueIndicatorEstimator((string OutputName, string InputName)[] columns)
        : base(new MissingValueIndicatorTransformer(columns))
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
        if (input.IsKey || !MissingValues.CanMiss(input.ItemType))
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "Single, Double or a vector of them", input.GetTypeString());
        var annotations = new List<SchemaShape.Column>();
        if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names))
            annotations.Add(names);
        annotations.Add(SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        return new SchemaShape.Column(outputName, input.Kind, BooleanDataViewType.Instance, false, new SchemaShape(annotations));
    }
}
