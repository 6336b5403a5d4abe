using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>What the network trainers of all tasks share: reading the rows once, holding some out, training, wrapping the result.</summary>
/// <typeparam name="TTransformer">The trained network as a transformer.</typeparam>
/// <typeparam name="TModel">The trained network.</typeparam>
public abstract class NetworkTrainer<TTransformer, TModel> : PredictionTrainer<TTransformer, TModel>
    where TTransformer : class, ISingleFeaturePredictionTransformer<TModel>
    where TModel : NetworkModel
{
    private protected NetworkTrainer(IHostEnvironment env, NetworkOptions options, TaskLabel label)
        : base(env, options, label)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>
    /// What ML.NET may know of the trainer: it wants normalized features, unless its network scales them, and reads its rows once.
    /// </summary>
    public override TrainerInfo Info => Options.ScalesFeatures ? TrainerFacts.ScalingNetwork : TrainerFacts.Network;

    /// <summary>The settings.</summary>
    public NetworkOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    public override TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (options, task, training, heldOut) = Prepare(input);
        if (!Options.ScalesFeatures)
            Warn(FeatureScales.Remark(training, FeatureColumn.Find(input.Schema, Options.FeatureColumnName)));
        var samples = task.ToSamples(training);
        var network = CreateNetwork(options, task, samples);
        var monitors = new List<Monitor<float>>();
        if (heldOut is not null)
            monitors.Add(new Monitor<float>(ITrainerOptions.ValidationMonitor, task.ToSamples(heldOut)));
        foreach (var monitor in Options.Monitors)
        {
            var rows = Read(monitor, training.Width, source => source with { TrainedClasses = task.Classes });
            monitors.Add(new Monitor<float>(monitor.Name, task.ToSamples(rows)));
        }

        var result = Train(options, network, task, samples, monitors);
        var kept = result.BestEpoch is { } best ? FormattableString.Invariant($" Kept the weights of epoch {best}.") : "";
        var (parameters, seconds) = (network.ParameterCount, result.Seconds);
        Log(FormattableString.Invariant(
            $"Trained {parameters} parameters in {result.Epochs} epochs, {result.Iterations} steps, {seconds:F2} seconds.{kept}"));
        Warn(TrainingEnds.Remark(result, options.EarlyStopping?.Monitor ?? ITrainerOptions.ValidationMonitor));
        return Wrap(task, network, result, input.Schema);
    }

    /// <summary>
    /// The learning-rate range test on the training rows: tries rising rates for one step each, as <see cref="LearningRateFinder"/> does,
    /// with this project's own training. The options' rate, epochs, schedule, monitors, early stopping, checkpoint and observer have no
    /// part in it.
    /// </summary>
    /// <param name="input">The rows to train on, as for <see cref="Fit"/>; those that <see cref="NetworkOptions.ValidationFraction"/>
    /// holds out stay out.</param>
    /// <param name="range">Rates and number of steps; null for the defaults.</param>
    /// <returns>Rates and smoothed losses (of a regression in squares of the target's units), and a suggestion.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another type; a rate out of its range.</exception>
    /// <exception cref="InvalidOperationException">Rows that nothing can be learned from, as for <see cref="Fit"/>.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public LearningRateTest FindLearningRate(IDataView input, LearningRateRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (options, task, training, _) = Prepare(input);
        var samples = task.ToSamples(training);
        var test = LearningRateFinder.Find(
            CreateNetwork(options, task, samples), samples, new TrainingOptions(options, task.Loss), range,
            options.CancellationToken);
        return new LearningRateTest([.. test.Points.Select(point => point with { Loss = point.Loss * task.LossFactor })]);
    }

    /// <summary>What is to be learned.</summary>
    /// <param name="classes">The label's classes; null where it is a number.</param>
    private protected abstract NetworkTask CreateTask(LabelClasses? classes);

    /// <summary>Makes the transformer.</summary>
    private protected abstract TTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema);

    private protected override RowSource Source(string use) => base.Source(use) with { ReadsPixels = Options.ReadsPixels };

    /// <summary>
    /// The options with what the features decide, what is to be learned, the rows to train on, and those held out; null where none are.
    /// </summary>
    private (NetworkOptions Options, NetworkTask Task, LabeledRows Training, LabeledRows? HeldOut) Prepare(IDataView input)
    {
        var classes = Label.FindClasses(input.Schema);
        var task = CreateTask(classes);
        var options = Options.For(FeatureColumn.Find(input.Schema, Options.FeatureColumnName), task.Output);
        var rows = RowReader.Read(input, Source("training"), Options.CancellationToken);
        var share = TrainerRules.HeldOutShare(Options)?.Invoke(rows.Count) ?? 0;
        var (training, heldOut) = share > 0 ? rows.HoldOut(share, Options.Seed, keepsClasses: classes is not null) : (rows, null);
        task.Prepare(training);
        var hasMonitor = heldOut is not null || Options.Monitors.Any(monitor => monitor.Name == ITrainerOptions.ValidationMonitor);
        // Nothing is left open from here on: a training in two phases has to know the epochs of each before the first begins.
        return (options.Resolve(training.Count, hasMonitor), task, training, heldOut);
    }

    private TrainingResult Train(
        NetworkOptions options, Network<float> network, NetworkTask task, SampleSet<float> samples, List<Monitor<float>> monitors)
    {
        var units = new LossUnits(task.LossFactor);
        if (options.Checkpoint is { } checkpoint)
            options = options with { Checkpoint = checkpoint with { Warn = Warning(checkpoint.Warn) } };
        return units.Outside(options.Train(new NetworkTraining
        {
            Network = network,
            Samples = samples,
            Monitors = monitors,
            Progress = units.Outside(options.Progress),
            Cancellation = options.CancellationToken,
            Fit = (training, settings) => Trainer.Fit(
                training.Network, training.Samples, training.Monitors, units.Inside(new TrainingOptions(settings, task.Loss)),
                options.Observer, options.Engine is { } engine ? engine.CreateBackend : null, training.Progress, training.Cancellation),
        }));
    }

    private static Network<float> CreateNetwork(NetworkOptions options, NetworkTask task, SampleSet<float> samples)
    {
        if (options.WarmStart is not { } start)
        {
            var network = options.CreateNetwork(samples.Columns, task.Outputs);
            network.Prepare(samples, options.Seed, options.Threads);
            return network;
        }

        var definition = options.Define(samples.Columns, task.Outputs);
        if (!start.Network.Definition.Equals(definition))
        {
            throw new InvalidOperationException(
                $"The network to go on from takes {start.FeatureCount} features, gives {start.OutputCount} outputs and has "
                + $"{start.Network.ParameterCount} parameters; "
                + $"the options and the data call for {definition.Input.Size} features, {definition.Output.Size} outputs and "
                + $"{definition.Summary().Parameters} parameters. A warm start needs the same layers.");
        }

        WarmStartRules.RequireSameOutputs(start, task);
        return start.Network.Clone();
    }

    /// <summary>How the engine gives a network's outputs; null for this library's own way.</summary>
    private protected RowPrediction? Predictor(Network<float> network) => Options.Engine?.CreatePredictor(network);
}
