using MlPipelines.Numerics.Diagnostics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>
/// The way of a training's weights: those at the start and after every epoch on their two principal components, for the first layer's
/// weights and for all parameters; how far each epoch moves them, and whether on in the direction of the epoch before. Keeps a copy of the
/// parameters for each epoch.
/// </summary>
public sealed class WeightPathDiagnostic : TrainingDiagnostic
{
    private readonly List<(int Epoch, long Iteration, float[] Values)> _places = [];
    private IReadOnlyList<HistoryPoint> _points = [];

    /// <summary>The parts of the network.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["first", "all"];

    /// <inheritdoc/>
    public override IReadOnlyList<HistoryPoint> Points => _points;

    /// <summary>The metric of a place on a component, 1 or 2.</summary>
    public static string Component(string part, int component) => $"path-{part}-{component}";

    /// <summary>The metric of the share of the variance that a component has, at epoch 0.</summary>
    public static string Share(string part, int component) => $"path-{part}-share-{component}";

    /// <summary>The metric of the Euclidean distance that an epoch moved the weights.</summary>
    public static string Step(string part) => $"path-{part}-step";

    /// <summary>The metric of the cosine between an epoch's movement and that of the epoch before.</summary>
    public static string Turn(string part) => $"path-{part}-turn";

    /// <inheritdoc/>
    public override void OnIteration(in TrainingIteration<float> iteration)
    {
        if (_places.Count == 0 || _places[^1].Epoch != iteration.Epoch - 1)
            _places.Add((iteration.Epoch - 1, iteration.Iteration - 1, iteration.Network.ParameterValues.ToArray()));
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingEnd<float> end)
    {
        // Early stopping went back to the best epoch: the way there is what led to the network.
        if (end.Result.BestEpoch is { } best)
            _places.RemoveAll(place => place.Epoch > best);
        if (_places.Count == 0 || _places[^1].Epoch != (end.Result.BestEpoch ?? end.Result.Epochs))
            _places.Add((end.Result.Epochs, end.Result.Iterations, end.Network.ParameterValues.ToArray()));
        var first = end.Network.Parameters.First(parameter => parameter.Role == ParameterRole.Weight);
        _points = _places.Count < 2 ? [] : [.. Of("first", first.Offset, first.Length), .. Of("all", 0, end.Network.ParameterCount)];
        _places.Clear();
    }

    private List<HistoryPoint> Of(string part, int offset, int length)
    {
        ReadOnlyMemory<float>[] values = [.. _places.Select(place => (ReadOnlyMemory<float>)place.Values.AsMemory(offset, length))];
        var components = PrincipalComponents.Of(values);
        HistoryPoint Point(int i, string metric, double value) => new(_places[i].Epoch, _places[i].Iteration, Split.Train, metric, value);
        var points = new List<HistoryPoint>();
        for (var k = 0; k < 2; k++)
        {
            points.Add(Point(0, Share(part, k + 1), components.Shares[k]));
            points.AddRange(components.Scores[k].Select((score, i) => Point(i, Component(part, k + 1), score)));
        }

        double before = 0;
        for (var i = 1; i < values.Length; i++)
        {
            var step = Math.Sqrt(Product(values, i, i));
            points.Add(Point(i, Step(part), step));
            if (i > 1 && step * before > 0)
                points.Add(Point(i, Turn(part), Product(values, i, i - 1) / (step * before)));
            before = step;
        }

        return points;
    }

    /// <summary>The inner product of the steps that end at two places.</summary>
    private static double Product(ReadOnlyMemory<float>[] values, int a, int b)
    {
        ReadOnlySpan<float> toA = values[a].Span, fromA = values[a - 1].Span, toB = values[b].Span, fromB = values[b - 1].Span;
        double sum = 0;
        for (var i = 0; i < toA.Length; i++)
            sum += (double)(toA[i] - fromA[i]) * (toB[i] - fromB[i]);
        return sum;
    }
}
