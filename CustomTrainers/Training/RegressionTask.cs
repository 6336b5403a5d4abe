using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Learning a number. Inside, targets are standardized by the training rows, so that rates and initial weights do not depend on their units.</summary>
internal sealed class RegressionTask : NetworkTask
{
    private readonly double? _fixedMean;
    private readonly double? _fixedDeviation;

    /// <param name="mean">The mean to use in place of the training rows', for a network that was trained with it.</param>
    /// <param name="deviation">The deviation to use in place of the training rows'.</param>
    public RegressionTask(double? mean, double? deviation)
    {
        _fixedMean = mean;
        _fixedDeviation = deviation;
    }

    public override NetworkOutput Output => NetworkOutput.Number;

    public override int Outputs => 1;

    public override LossDefinition Loss { get; } = new MeanSquaredError();

    /// <summary>The squared deviation: losses are means of squares.</summary>
    public override double LossFactor => Scale.Deviation * Scale.Deviation;

    /// <summary>What is subtracted from targets, and what they are then divided by: 1 where all are the same.</summary>
    public (double Mean, double Deviation) Scale { get; private set; } = (0, 1);

    public override void Prepare(LabeledRows training)
    {
        var targets = training.Labels.Span;
        double sum = 0, squares = 0;
        foreach (var target in targets) sum += target;
        var mean = _fixedMean ?? sum / targets.Length;
        foreach (var target in targets) squares += (target - mean) * (target - mean);
        var deviation = _fixedDeviation ?? Math.Sqrt(squares / targets.Length);
        Scale = (mean, deviation > 0 ? deviation : 1);
    }

    public override SampleSet<float> ToSamples(LabeledRows rows)
    {
        var targets = new float[rows.Count];
        for (var i = 0; i < targets.Length; i++) targets[i] = (float)((rows.Labels.Span[i] - Scale.Mean) / Scale.Deviation);
        return SampleSet<float>.Regression(rows.Features, rows.Width, targets, 1, rows.Weights);
    }
}
