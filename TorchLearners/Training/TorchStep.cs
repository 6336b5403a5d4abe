using System.Numerics;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Training;
using MlPipelines.TorchLearners.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Training;

/// <summary>Forward, loss, backward, penalties, clipping and update of one batch, and the evaluation of a set.</summary>
internal sealed class TorchStep<T>(TorchNetwork<T> network, TrainingOptions options) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int EvaluationBatch = 4096;
    private readonly Parameter[] _parameters = [.. network.Parameters];
    private readonly Parameter[] _weights = [.. network.Weights];
    private readonly TorchOptimizer _optimizer = new(options.Optimizer, network.Parameters);

    /// <summary>One update. The batch's sums are those before it.</summary>
    /// <param name="samples">All rows.</param>
    /// <param name="rows">Int32 numbers of the batch's rows.</param>
    /// <param name="learningRate">Of this step.</param>
    /// <param name="stepSeed">Decides what is dropped.</param>
    public LossSums Run(TorchSamples<T> samples, Tensor rows, double learningRate, ulong stepSeed)
    {
        var targets = samples.Targets.index_select(0, rows);
        var scores = network.Forward(samples.Features.index_select(0, rows), stepSeed);
        var (total, weight, found) = Totals(scores, targets, samples.Weights?.index_select(0, rows));
        _optimizer.ClearGradients();
        using Scalar divisor = weight > 0 ? weight : 1;
        total.div(divisor).backward();
        AddPenalties();
        Clip();
        _optimizer.Step(learningRate);
        return new LossSums(total.to(ScalarType.Float64).item<double>(), found, weight);
    }

    /// <summary>The sums of a whole set.</summary>
    public LossSums Evaluate(TorchSamples<T> samples)
    {
        var sums = default(LossSums);
        using var mode = inference_mode();
        for (var start = 0; start < samples.Count; start += EvaluationBatch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(EvaluationBatch, samples.Count - start);
            var scores = network.Forward(samples.Features.narrow(0, start, count));
            var (total, weight, found) = Totals(scores, samples.Targets.narrow(0, start, count), samples.Weights?.narrow(0, start, count));
            sums += new LossSums(total.to(ScalarType.Float64).item<double>(), found, weight);
        }
        return sums;
    }

    public void Dispose() => _optimizer.Dispose();

    /// <summary>Σ weight · loss as a tensor, Σ weight, and Σ weight over the rows whose class was found.</summary>
    private (Tensor Loss, double Weight, double Found) Totals(Tensor scores, Tensor targets, Tensor? weights)
    {
        var losses = TorchLoss.Rows(options.Loss, scores, targets);
        var found = targets.dtype == ScalarType.Int64 ? TorchLoss.Found(options.Loss, scores, targets) : null;
        if (weights is null)
            return (losses.sum(), losses.shape[0], found?.sum().item<long>() ?? 0);
        var each = weights.squeeze(1);
        double Sum(Tensor values) => values.to(ScalarType.Float64).sum().item<double>();
        return ((losses * each).sum(), Sum(each), found is null ? 0 : Sum(each * found));
    }

    private void AddPenalties()
    {
        if (options.L1 == 0 && options.L2 == 0)
            return;
        using var mode = no_grad();
        using Scalar l1 = options.L1, l2 = options.L2;
        foreach (var weight in _weights)
        {
            var gradient = weight.grad!;
            if (options.L1 > 0)
                gradient.add_(weight.sign(), alpha: l1);
            if (options.L2 > 0)
                gradient.add_(weight, alpha: l2);
        }
    }

    private void Clip()
    {
        if (options.Clipping?.Norm is { } norm)
            nn.utils.clip_grad_norm_(_parameters, norm);
        if (options.Clipping?.Value is { } value)
            nn.utils.clip_grad_value_(_parameters, value);
    }
}
