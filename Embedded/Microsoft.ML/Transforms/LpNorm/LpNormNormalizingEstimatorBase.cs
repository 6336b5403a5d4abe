using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The base of estimators that bring each row's vector to a norm.</summary>
public abstract class LpNormNormalizingEstimatorBase : TrivialEstimator<LpNormNormalizingTransformer>
{
    private protected LpNormNormalizingEstimatorBase(LpNormNormalizingTransformer transformer)
        : base(transformer)
    {
    }

    /// <summary>The norms.</summary>
    public enum NormFunction : byte
    {
        /// <summary>The square root of the sum of squares.</summary>
        L2 = 0,

        /// <summary>The population standard deviation.</summary>
        StandardDeviation = 1,

        /// <summary>The sum of magnitudes.</summary>
        L1 = 2,

        /// <summary>The largest magnitude.</summary>
        Infinity = 3,
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        (string output, string inputName) = Transformer.Columns[0];
        if (!inputSchema.TryFindColumn(inputName, out SchemaShape.Column input))
            throw Errors.MissingColumn(nameof(inputSchema), "input", inputName, inputSchema);
        if (input.Kind != SchemaShape.Column.VectorKind.Vector || input.ItemType != NumberDataViewType.Single)
            throw Errors.SchemaMismatch(nameof(inputSchema), "input", inputName, "known-size vector of Single", input.GetTypeString());
        var annotations = new List<SchemaShape.Column> { SchemaShape.CreateColumn(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance) };
        if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names))
            annotations.Add(names);
        return inputSchema.With([new SchemaShape.Column(output, input.Kind, input.ItemType, false, new SchemaShape(annotations))]);
    }
}
