using System.Numerics.Tensors;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>What a network is to learn: how many outputs, which loss, and how rows become samples.</summary>
internal abstract class NetworkTask
{
    /// <summary>What the network's outputs stand for.</summary>
    public abstract NetworkOutput Output { get; }

    /// <summary>The name of each class, in the order of the scores; null where there are none.</summary>
    public virtual IReadOnlyList<string>? ClassNames => null;

    /// <summary>The classes of the training rows; null where there are none.</summary>
    public virtual LabelClasses? Classes => null;

    /// <summary>Outputs of the network.</summary>
    public abstract int Outputs { get; }

    /// <summary>What training minimizes.</summary>
    public abstract LossDefinition Loss { get; }

    /// <summary>What a loss of the training is multiplied by to be in the label's units, once the training rows are measured.</summary>
    public virtual double LossFactor => 1;

    /// <summary>Measures what must be known of the training rows, and refuses rows that nothing can be learned from.</summary>
    public abstract void Prepare(LabeledRows training);

    /// <summary>The rows as training takes them; the features are not copied.</summary>
    public abstract SampleSet<float> ToSamples(LabeledRows rows);
}

/// <summary>Learning one of several classes; the classes may have weights.</summary>
/// <param name="classes">The classes.</param>
/// <param name="weighting">How much each class counts.</param>
/// <param name="output">What the outputs stand for: a probability for each class, or the logit of the second of two.</param>
/// <param name="loss">What training minimizes.</param>
internal sealed class ClassificationTask(
    LabelClasses classes, ClassWeighting weighting, NetworkOutput output, LossDefinition loss) : NetworkTask
{
    private float[] _classWeights = [];

    /// <summary>The values behind the label's keys; null where there are none.</summary>
    public LabelValues? LabelValues => classes.Values;

    public override NetworkOutput Output => output;

    public override IReadOnlyList<string>? ClassNames => LabelValues?.Names;

    public override LabelClasses Classes => classes;

    public override int Outputs => output == NetworkOutput.Logit ? 1 : classes.Count;

    public override LossDefinition Loss => loss;

    public override void Prepare(LabeledRows training) =>
        _classWeights = weighting.For<double>(training.Labels.Span, training.Weights.Span);

    public override SampleSet<float> ToSamples(LabeledRows rows)
    {
        var labels = new int[rows.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = (int)rows.Labels.Span[i];
        var weights = ClassWeighting.Combine<int>(_classWeights, labels, rows.Weights);
        return rows.Pixels.IsEmpty
            ? SampleSet<float>.Classification(rows.Features, rows.Width, labels, classes.Count, weights)
            : SampleSet<float>.PixelClassification(rows.Pixels, rows.Width, labels, classes.Count, weights);
    }
}

/// <summary>
/// Learning a number. Inside, targets are standardized by the training rows and their weights, so that rates and initial weights do not
/// depend on their units.
/// </summary>
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

    /// <summary>The least and the greatest target of the training rows.</summary>
    public (double Least, double Greatest) Range { get; private set; }

    public override void Prepare(LabeledRows training)
    {
        var targets = training.Labels.Span;
        var weights = training.Weights.Span;
        double total = 0, sum = 0, squares = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            total += weight;
            sum += weight * targets[row];
        }

        var mean = _fixedMean ?? sum / total;
        for (var row = 0; row < targets.Length; row++)
            squares += (weights.IsEmpty ? 1 : weights[row]) * ((targets[row] - mean) * (targets[row] - mean));
        var deviation = _fixedDeviation ?? Math.Sqrt(squares / total);
        Scale = (mean, deviation > 0 ? deviation : 1);
        Range = (TensorPrimitives.Min(targets), TensorPrimitives.Max(targets));
    }

    public override SampleSet<float> ToSamples(LabeledRows rows)
    {
        var targets = new float[rows.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (float)((rows.Labels.Span[i] - Scale.Mean) / Scale.Deviation);
        return SampleSet<float>.Regression(rows.Features, rows.Width, targets, 1, rows.Weights);
    }
}

/// <summary>What trees are to learn.</summary>
/// <param name="Loss">What training minimizes.</param>
/// <param name="LossFactor">What the history's losses are multiplied by: 2 for regression, whose loss is half of the squared error.</param>
internal sealed record TreeTask(BoostingLoss Loss, double LossFactor = 1)
{
    /// <summary>What the trees' outputs stand for.</summary>
    public required NetworkOutput Output { get; init; }

    /// <summary>The classes' weights; null where there are no classes.</summary>
    public ClassWeighting? Weighting { get; init; }

    /// <summary>The values behind the label's keys; null where there are none.</summary>
    public LabelValues? LabelValues { get; init; }
}
