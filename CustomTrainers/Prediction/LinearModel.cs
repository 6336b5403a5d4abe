using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A linear function of the features. Immutable; safe to use from several threads at once.</summary>
public sealed class LinearModel : TrainedModel
{
    private const string WeightsName = "weights";
    private const string InterceptName = "intercept";

    private readonly double[] _weights;

    internal LinearModel(double[] weights, double intercept)
    {
        _weights = weights;
        Intercept = intercept;
    }

    /// <summary>[features]: what the number changes by when a feature grows by 1.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The number where all features are 0.</summary>
    public double Intercept { get; }

    /// <inheritdoc/>
    public override int FeatureCount => _weights.Length;

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    /// <remarks>The sum is taken in double. A feature that is NaN gives NaN.</remarks>
    public override void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        var sum = Intercept;
        for (var i = 0; i < _weights.Length; i++)
            sum += _weights[i] * features[i];
        scores[0] = (float)sum;
    }

    /// <summary>Whether all features are finite.</summary>
    internal override bool CanScore(ReadOnlySpan<float> features) => FiniteValues.All(features);

    internal override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features)
    {
        var sum = graph.Product(graph.Cast(features, OnnxType.Double), graph.Constant(_weights, _weights.Length, 1));
        return graph.Cast(graph.Add(sum, graph.Number(Intercept)), OnnxType.Single);
    }

    internal override void Save(ComponentWriter writer)
    {
        writer.Set(WeightsName, _weights);
        writer.Set(InterceptName, Intercept);
    }

    internal static LinearModel Load(ComponentReader reader)
    {
        var (weights, intercept) = (reader.Get<double[]>(WeightsName), reader.Get<double>(InterceptName));
        return weights.Length > 0 && Array.TrueForAll(weights, double.IsFinite) && double.IsFinite(intercept)
            ? new LinearModel(weights, intercept)
            : throw reader.Error(
                $"the {weights.Length} weights and the intercept {intercept} must be finite, and there must be at least one weight");
    }
}
