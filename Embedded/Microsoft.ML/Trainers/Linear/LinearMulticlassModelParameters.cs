using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;

[assembly: LoadableComponent(LinearMulticlassModelParameters.Signature, typeof(LinearMulticlassModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A linear multiclass model whose scores are wₖ · x + bₖ.</summary>
public sealed class LinearMulticlassModelParameters : LinearMulticlassModelParametersBase
{
    internal const string Signature = "LinearMulticlass";

    internal LinearMulticlassModelParameters(float[] weights, float[] biases, ModelStatisticsBase? statistics = null)
        : base(weights, biases, statistics)
    {
    }

    internal static LinearMulticlassModelParameters Load(ModelLoadContext ctx) => new(ctx.Reader.ReadValues<float>(), ctx.Reader.ReadValues<float>());

    private protected override void SaveModel(ModelSaveContext ctx) => SaveLinear(ctx, Signature);
}
