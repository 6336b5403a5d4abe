using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a network trainer has learned. Safe to use from several threads at once.</summary>
public class NetworkModel : TrainedModel
{
    private const string TrainingName = "training";
    private const string TargetsName = "targets";
    private const string TargetRangeName = "target range";
    private const string NetworkName = "network.safetensors";

    /// <summary>Batches of outputs computed ahead that are kept: ML.NET collects rows before it maps them, on several threads.</summary>
    private const int BatchesKept = 12;

    private readonly Lazy<RowPrediction> _rows;
    private readonly bool _usesEngine;
    private volatile PredictedRows[] _ahead = [];

    /// <param name="output">What the network's outputs stand for.</param>
    /// <param name="network">The network; not to be changed any more.</param>
    /// <param name="training">How the training went.</param>
    /// <param name="predict">Gives the network's outputs; null for this library's own way.</param>
    internal NetworkModel(NetworkOutput output, Network<float> network, TrainingResult training, RowPrediction? predict = null)
    {
        Output = output;
        Network = network;
        Training = training;
        _usesEngine = predict is not null;
        _rows = new Lazy<RowPrediction>(() => predict ?? new RowPredictor<float>(network).Predict);
    }

    /// <summary>What the network's outputs stand for.</summary>
    public NetworkOutput Output { get; }

    /// <summary>
    /// The trained network, whose outputs are raw: logits or standardized numbers. Predictions of this model are of its parameters as
    /// training left them.
    /// </summary>
    public Network<float> Network { get; }

    /// <summary>How the training went: epochs, steps, time, the best epoch.</summary>
    public TrainingResult Training { get; }

    /// <summary>Losses and accuracies while training.</summary>
    public TrainingHistory History => Training.History;

    /// <summary>The mean of the target that was trained on, in its units; null where the target is no number.</summary>
    public double? TargetMean { get; internal init; }

    /// <summary>The standard deviation of the target that was trained on, in its units; null where the target is no number.</summary>
    public double? TargetDeviation { get; internal init; }

    /// <summary>
    /// The least and the greatest score, in the target's units: those of the targets that were trained on. Null where scores have no
    /// bounds.
    /// </summary>
    public (double Least, double Greatest)? TargetRange { get; internal init; }

    /// <inheritdoc/>
    public override int FeatureCount => Network.InputSize;

    /// <inheritdoc/>
    public override int OutputCount => Network.OutputSize;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A feature is NaN or infinite.</exception>
    public override void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        if (!FiniteValues.All(features))
        {
            var at = features.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            throw new ArgumentException(
                $"Feature {at} is {features[at]}, where a network needs finite numbers. Replace missing values first.", nameof(features));
        }

        if (!TryFindAhead(features, scores))
            _rows.Value(features, scores);
        switch (Output)
        {
            case NetworkOutput.ClassProbabilities:
                Softmax.Apply(scores, scores.Length);
                break;
            case NetworkOutput.Number:
                var number = scores[0] * TargetDeviation!.Value + TargetMean!.Value;
                scores[0] = (float)(TargetRange is { } range ? Math.Clamp(number, range.Least, range.Greatest) : number);
                break;
        }
    }

    /// <summary>Whether a row by itself takes so long that batches pay.</summary>
    internal bool IsBetterInBatches => !_usesEngine && Network.ParameterCount > 1_000_000;

    /// <summary>Computes the outputs of rows that are asked for next.</summary>
    /// <param name="features">[rows, features]; kept.</param>
    /// <param name="count">Rows, at least 0.</param>
    internal void PredictAhead(float[] features, int count)
    {
        var outputs = new float[count * OutputCount];
        Network.Predict(features.AsSpan(0, count * FeatureCount), count, outputs);
        _ahead = [new PredictedRows(features, outputs, count), .. _ahead.Take(BatchesKept - 1)];
    }

    /// <summary>Forgets outputs that were computed ahead.</summary>
    internal void ForgetAhead() => _ahead = [];

    private bool TryFindAhead(ReadOnlySpan<float> features, Span<float> scores)
    {
        foreach (var batch in _ahead)
        {
            if (batch.TryFind(features, scores))
                return true;
        }

        return false;
    }

    /// <summary>Whether all features are finite.</summary>
    internal override bool CanScore(ReadOnlySpan<float> features) => FiniteValues.All(features);

    internal override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features)
    {
        var scores = Network.ToOnnx(graph, features);
        if (Output == NetworkOutput.ClassProbabilities)
            return graph.Softmax(scores, 1);
        if (Output == NetworkOutput.Logit)
            return scores;
        var number = graph.Add(
            graph.Multiply(graph.Cast(scores, OnnxType.Double), graph.Number(TargetDeviation!.Value)), graph.Number(TargetMean!.Value));
        if (TargetRange is { } range)
            number = graph.Min(graph.Max(number, graph.Number(range.Least)), graph.Number(range.Greatest));
        return graph.Cast(number, OnnxType.Single);
    }

    internal override void Save(ComponentWriter writer)
    {
        writer.SetHistory(TrainingName, Training);
        if (TargetMean is { } mean && TargetDeviation is { } deviation)
            writer.Set(TargetsName, new TargetScale(mean, deviation));
        if (TargetRange is { } range)
            writer.Set(TargetRangeName, new TargetLimits(range.Least, range.Greatest));
        writer.AddFile(NetworkName, stream => NetworkFile.Write(stream, Network));
    }

    /// <summary>Reads a network of classes.</summary>
    internal static NetworkModel LoadClasses(ComponentReader reader, IReadOnlyList<string>? classNames) =>
        new(NetworkOutput.ClassProbabilities, LoadNetwork(reader), LoadTraining(reader)) { ClassNames = classNames };

    /// <summary>Reads a network of one number.</summary>
    internal static NetworkModel LoadNumber(ComponentReader reader)
    {
        var scale = reader.Get<TargetScale>(TargetsName);
        if (!(double.IsFinite(scale.Mean) && double.IsFinite(scale.Deviation) && scale.Deviation > 0))
            throw reader.Error($"the targets' mean {scale.Mean} and deviation {scale.Deviation} must be finite, the deviation above 0");
        var limits = reader.Find<TargetLimits>(TargetRangeName);
        if (limits is not null && !(double.IsFinite(limits.Least) && double.IsFinite(limits.Greatest) && limits.Least <= limits.Greatest))
            throw reader.Error($"the targets' limits {limits.Least} and {limits.Greatest} must be finite, in this order");
        return new NetworkModel(NetworkOutput.Number, LoadNetwork(reader, outputs: 1), LoadTraining(reader))
        {
            TargetMean = scale.Mean,
            TargetDeviation = scale.Deviation,
            TargetRange = limits is null ? null : (limits.Least, limits.Greatest),
        };
    }

    /// <summary>Reads the network.</summary>
    /// <param name="reader">The state.</param>
    /// <param name="outputs">The outputs that the task needs; null where it takes any number.</param>
    private protected static Network<float> LoadNetwork(ComponentReader reader, int? outputs = null)
    {
        using var stream = reader.OpenFile(NetworkName);
        var network = NetworkFile.Read<float>(stream, reader.PlaceOf(NetworkName));
        return outputs is null || network.OutputSize == outputs
            ? network
            : throw reader.Error($"the network has {network.OutputSize} outputs, where {outputs} was expected");
    }

    /// <summary>Reads how the network was trained.</summary>
    private protected static TrainingResult LoadTraining(ComponentReader reader) => reader.Get<TrainingResult>(TrainingName);

    private sealed record TargetScale(double Mean, double Deviation);

    private sealed record TargetLimits(double Least, double Greatest);
}

/// <summary>What the outputs of a trained network stand for.</summary>
public enum NetworkOutput
{
    /// <summary>Logits of the classes; scores are their softmax.</summary>
    ClassProbabilities,

    /// <summary>The logit of true, which is the score.</summary>
    Logit,

    /// <summary>A standardized number; the score is in the target's units.</summary>
    Number,
}

/// <summary>A network's outputs for one row.</summary>
/// <param name="features">[inputs].</param>
/// <param name="scores">[outputs], overwritten.</param>
public delegate void RowPrediction(ReadOnlySpan<float> features, Span<float> scores);
