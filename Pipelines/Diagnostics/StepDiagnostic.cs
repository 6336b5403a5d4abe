using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>
/// What single steps tell: for chosen weight matrices the squared norm of their gradient, the mean over the batches of each epoch; and the
/// loss and the accuracy of the batches and the norm of the whole gradient, the means over so many updates.
/// </summary>
/// <param name="matrices">The weight matrices, counted from 0 in the order of the layers; empty for none.</param>
/// <param name="lossEvery">Updates over which the loss is averaged; 0 to keep none.</param>
/// <param name="normEvery">Updates over which the gradient's norm is averaged; 0 to keep none.</param>
/// <param name="accuracyEvery">Updates over which the accuracy is averaged; 0 to keep none.</param>
public sealed class StepDiagnostic(IReadOnlyList<int> matrices, int lossEvery, int normEvery = 0, int accuracyEvery = 0)
    : TrainingDiagnostic
{
    /// <summary>The metric of the loss of batches.</summary>
    public const string BatchLoss = "batch-loss";

    /// <summary>The metric of the share of a batch's rows whose class was found before the update.</summary>
    public const string BatchAccuracy = "batch-accuracy";

    /// <summary>The metric of the Euclidean norm of the mean loss's gradient by all parameters.</summary>
    public const string GradientNorm = "gradient-norm";

    private readonly List<Epoch> _epochs = [];
    private readonly List<HistoryPoint> _means = [];
    private ParameterInfo[]? _weights;
    private (double Sum, int Steps) _loss, _norm, _accuracy;

    /// <summary>The metric of one weight matrix: the squared Euclidean norm of the mean loss's gradient by it.</summary>
    public static string SquaredGradient(int matrix) => $"squared-gradient-{matrix}";

    /// <summary>What was kept, as points of the split <c>train</c>.</summary>
    public override IReadOnlyList<HistoryPoint> Points =>
    [
        .. _epochs.SelectMany(
            epoch => matrices.Select(
                (matrix, i) => new HistoryPoint(
                    epoch.Number, epoch.Iteration, Split.Train, SquaredGradient(matrix), epoch.Sums[i] / epoch.Steps))),
        .. _means,
    ];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer weight matrices than asked for.</exception>
    public override void OnIteration(in TrainingIteration<float> iteration)
    {
        if (matrices.Count > 0)
            AddGradients(in iteration);
        if (lossEvery > 0)
            AddMean(in iteration, BatchLoss, iteration.Loss, lossEvery, ref _loss);
        if (accuracyEvery > 0)
            AddMean(in iteration, BatchAccuracy, iteration.Accuracy, accuracyEvery, ref _accuracy);
        if (normEvery > 0)
            AddMean(in iteration, GradientNorm, iteration.GradientNorm(), normEvery, ref _norm);
    }

    private void AddMean(in TrainingIteration<float> iteration, string metric, double value, int every, ref (double Sum, int Steps) sum)
    {
        sum = (sum.Sum + value, sum.Steps + 1);
        if (sum.Steps < every)
            return;
        _means.Add(new HistoryPoint(iteration.Epoch, iteration.Iteration, Split.Train, metric, sum.Sum / sum.Steps));
        sum = default;
    }

    private void AddGradients(in TrainingIteration<float> iteration)
    {
        _weights ??= Choose([.. iteration.Network.Parameters.Where(parameter => parameter.Role == ParameterRole.Weight)]);
        if (_epochs.Count == 0 || _epochs[^1].Number != iteration.Epoch)
            _epochs.Add(new Epoch(iteration.Epoch, new double[matrices.Count]));
        var epoch = _epochs[^1];
        for (var i = 0; i < epoch.Sums.Length; i++)
        {
            var norm = iteration.GradientNorm(_weights[i]);
            epoch.Sums[i] += norm * norm;
        }

        epoch.Iteration = iteration.Iteration;
        epoch.Steps++;
    }

    private ParameterInfo[] Choose(ParameterInfo[] weights) => matrices[^1] < weights.Length
        ? [.. matrices.Select(matrix => weights[matrix])]
        : throw new ArgumentException(
            $"The network has {weights.Length} weight matrices, counted from 0; "
                + $"there is no matrix {matrices[^1]} to record the gradient of.");

    /// <summary>The sums over the steps of one epoch so far.</summary>
    private sealed class Epoch(int number, double[] sums)
    {
        public int Number => number;

        public double[] Sums => sums;

        public long Iteration { get; set; }

        public int Steps { get; set; }
    }
}
