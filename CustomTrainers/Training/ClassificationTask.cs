using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Learning one of several classes; the classes may have weights.</summary>
internal sealed class ClassificationTask : NetworkTask
{
    private readonly ClassWeighting _weighting;
    private float[] _classWeights = [];

    /// <param name="options">Class weights and label smoothing.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="binary">Whether one output says class 1 or class 0, in place of an output for each class.</param>
    /// <param name="className">What errors call a class.</param>
    /// <exception cref="InvalidOperationException">Not as many class weights as classes.</exception>
    public ClassificationTask(NetworkOptions options, int classes, bool binary, Func<int, string> className)
    {
        _weighting = new ClassWeighting(options.ClassWeights, options.BalanceClasses, classes, className);
        Classes = classes;
        Outputs = binary ? 1 : classes;
        Output = binary ? NetworkOutput.Logit : NetworkOutput.ClassProbabilities;
        Loss = binary ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy { LabelSmoothing = options.LabelSmoothing };
        _weighting.Check();
    }

    public int Classes { get; }

    /// <summary>The values behind the label's keys; null where there are none.</summary>
    public LabelValues? LabelValues { get; init; }

    public override NetworkOutput Output { get; }

    public override IReadOnlyList<string>? ClassNames => LabelValues?.Names;

    public override int Outputs { get; }

    public override LossDefinition Loss { get; }

    public override void Prepare(LabeledRows training) => _classWeights = _weighting.For<double>(training.Labels.Span);

    public override SampleSet<float> ToSamples(LabeledRows rows)
    {
        var labels = new int[rows.Count];
        for (var i = 0; i < labels.Length; i++) labels[i] = (int)rows.Labels.Span[i];
        return SampleSet<float>.Classification(rows.Features, rows.Width, labels, Classes, Weights(rows, labels));
    }

    private ReadOnlyMemory<float> Weights(LabeledRows rows, int[] labels)
    {
        if (_classWeights.Length == 0) return rows.Weights;
        var weights = new float[labels.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = _classWeights[labels[i]] * (rows.Weights.IsEmpty ? 1 : rows.Weights.Span[i]);
        return weights;
    }
}
