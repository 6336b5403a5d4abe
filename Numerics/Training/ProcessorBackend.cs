using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The steps of a training in this library's own kernels, on the network's own arrays. Everything that a step needs is allocated before the
/// first one.
/// </summary>
internal sealed class ProcessorBackend<T> : ITrainingBackend<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingSettings _settings;
    private readonly WorkerPool _workers;
    private readonly Loss<T> _loss;
    private readonly Optimizer<T> _optimizer;
    private readonly GradientPass<T> _pass;
    private readonly RateSegment[] _segments;

    /// <param name="network">What is trained, in place.</param>
    /// <param name="options">Loss, optimizer, penalties and clipping.</param>
    /// <param name="maximumBatch">Most rows of a batch.</param>
    /// <param name="workers">Who does the work; not disposed.</param>
    public ProcessorBackend(Network<T> network, TrainingOptions options, int maximumBatch, WorkerPool workers)
    {
        _network = network;
        _settings = options;
        _workers = workers;
        _loss = options.Loss.Build<T>();
        _optimizer = options.Optimizer.Build<T>(network.ParameterCount);
        _pass = new GradientPass<T>(network, _loss, maximumBatch, options);
        _segments = [.. RateSegment.Of(network, options, _pass.FrozenParameters)];
    }

    public string Name => "processor";

    public ReadOnlySpan<T> Gradients => _pass.Gradients;

    public IReadOnlyList<(string Name, Memory<T> Values)> OptimizerState => _optimizer.State;

    public long OptimizerSteps
    {
        get => _optimizer.Steps;
        set => _optimizer.Steps = value;
    }

    public LossSums ComputeGradients(ReadOnlySpan<T> x, in TargetBatch<T> targets, in StepSettings step) =>
        _pass.Run(_workers, x, targets, step.Seed, step.DropoutFactor);

    public void Update(in StepSettings settings)
    {
        GradientShaping.Apply(_workers, _settings, _network, _pass.Gradients, _pass.FrozenParameters);
        var step = _optimizer.Steps;
        var (factor, decay) = (double.NaN, double.NaN);
        foreach (var segment in _segments)
        {
            if (segment.Factor != factor || segment.Decay != decay)
            {
                // The same step again, at another rate or decay.
                (factor, decay) = (segment.Factor, segment.Decay);
                _optimizer.Steps = step;
                _optimizer.BeginStep(settings.LearningRate * factor, settings.DecayFactor * decay);
            }

            OptimizerWork<T>.Run(_workers, _optimizer, _network.Buffer, _pass.Buffer, segment.Start, segment.Length);
        }
    }

    public LossSums Evaluate(SampleSet<T> samples) => SampleLoss.Sum(_network, samples, _loss, _workers);

    /// <summary>Nothing: the weights are the network's own.</summary>
    public void ReadWeights()
    {
    }

    /// <summary>Nothing: the arrays are the optimizer's own.</summary>
    public void ReadOptimizer()
    {
    }

    /// <summary>Nothing: there is no other copy.</summary>
    public void WriteAll()
    {
    }

    public void Dispose()
    {
    }
}
