using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;

[assembly: LoadableComponent(LinearBinaryModelParameters.Signature, typeof(LinearBinaryModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A linear binary classifier; its score is positive for the positive class.</summary>
public sealed class LinearBinaryModelParameters : LinearModelParameters
{
    /// <summary>How well the model fits its training data; null unless the trainer was asked for it.</summary>
    public readonly ModelStatisticsBase? Statistics;

    internal const string Signature = "LinearBinary";

    internal LinearBinaryModelParameters(float[] weights, float bias, ModelStatisticsBase? statistics = null)
        : base(weights, bias)
    {
        Statistics = statistics;
    }

    internal static LinearBinaryModelParameters Load(ModelLoadContext ctx) => new(ctx.Reader.ReadValues<float>(), ctx.Reader.ReadSingle());

    private protected override void SaveModel(ModelSaveContext ctx) => SaveLinear(ctx, Signature);
}
