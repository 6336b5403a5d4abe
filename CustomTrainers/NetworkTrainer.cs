using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Samples;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>What the network trainers of all tasks share: reading the rows once, holding some out, training, wrapping the result.</summary>
/// <typeparam name="TTransformer">The trained network as a transformer.</typeparam>
public abstract class NetworkTrainer<TTransformer> : IEstimator<TTransformer>
    where TTransformer : NetworkPredictionTransformer
{
    private protected NetworkTrainer(NetworkOptions options)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>The settings.</summary>
    public NetworkOptions Options { get; }

    /// <summary>Trains on all rows of the input, in one read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows, a feature or target that is NaN or infinite, a missing label, a bad weight, or one class alone.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var task = Bind(input.Schema);
        var rows = Read(input, "training");
        var (training, heldOut) = Options.ValidationFraction > 0 ? rows.HoldOut(Options.ValidationFraction, Options.Seed) : (rows, null);
        task.Prepare(training);

        var network = CreateNetwork(Options.Define(training.Width, task.Outputs));
        var monitors = new List<Monitor<float>>();
        if (heldOut is not null) monitors.Add(new Monitor<float>(NetworkOptions.ValidationMonitor, task.ToSamples(heldOut)));
        foreach (var monitor in Options.Monitors) monitors.Add(new Monitor<float>(monitor.Name, ReadMonitor(monitor, task, training.Width)));
        return Wrap(task, network, Train(network, task.ToSamples(training), monitors, Options.ToTrainingOptions(task.Loss)));
    }

    /// <summary>The input's shape with the columns that the trained network adds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, Options.FeatureColumnName);
        if (Options.ExampleWeightColumnName is { } weights) NumberColumn.Check(inputSchema, weights, "example weight");
        return ShapeColumns.With(inputSchema, Label.OutputShape(inputSchema));
    }

    /// <summary>Checks the label's column and says what is to be learned.</summary>
    private protected abstract NetworkTask Bind(DataViewSchema schema);

    /// <summary>The task.</summary>
    private protected abstract TaskLabel Label { get; }

    /// <summary>Makes the transformer.</summary>
    private protected abstract TTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result);

    private TrainingResult Train(Network<float> network, Samples<float> training, List<Monitor<float>> monitors, TrainingOptions options)
        => Options.Engine is { } engine
            ? engine.Fit(network, training, monitors, options, Options.Progress, Options.CancellationToken)
            : Trainer.Fit(network, training, monitors, options, Options.Observer, Options.Progress, Options.CancellationToken);

    private LabeledRows Read(IDataView data, string use) => RowReader.Read(
        data, new RowSource(use, Options.FeatureColumnName, Label, Options.ExampleWeightColumnName), Options.CancellationToken);

    private Samples<float> ReadMonitor(MonitorData monitor, NetworkTask task, int width)
    {
        var rows = Read(monitor.Data, $"monitor '{monitor.Name}'");
        if (rows.Width != width)
            throw new InvalidOperationException($"The monitor '{monitor.Name}' has {rows.Width} features, the training data {width}.");
        return task.ToSamples(rows);
    }

    private Network<float> CreateNetwork(NetworkDefinition definition)
    {
        if (Options.WarmStart is not { } start) return Network<float>.Create(definition, Options.Seed);
        if (!start.Network.Definition.Equals(definition))
            throw new InvalidOperationException(
                $"The network to go on from takes {start.FeatureCount} features, gives {start.OutputCount} outputs and has {start.Network.ParameterCount} parameters; "
                + $"the options and the data call for {definition.Input.Size} features, {definition.Output.Size} outputs and "
                + $"{definition.Summary().Parameters} parameters. A warm start needs the same layers.");
        return start.Network.Clone();
    }
}
