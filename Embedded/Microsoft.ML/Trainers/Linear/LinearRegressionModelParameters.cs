using Microsoft.ML.Saving;
using Microsoft.ML.Trainers;

[assembly: LoadableComponent(LinearRegressionModelParameters.Signature, typeof(LinearRegressionModelParameters))]

namespace Microsoft.ML.Trainers;

/// <summary>A linear regression: w · x + b.</summary>
public sealed class LinearRegressionModelParameters : RegressionModelParameters
{
    internal const string Signature = "LinearRegression";

    internal LinearRegressionModelParameters(float[] weights, float bias)
        : base(weights, bias)
    {
    }

    internal static LinearRegressionModelParameters Load(ModelLoadContext ctx) => new(ctx.Reader.ReadValues<float>(), ctx.Reader.ReadSingle());

    private protected override void SaveModel(ModelSaveContext ctx) => SaveLinear(ctx, Signature);
}
