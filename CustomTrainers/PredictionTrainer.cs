using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>What all trainers share: the columns that they read and add.</summary>
/// <typeparam name="TTransformer">The trained model as a transformer.</typeparam>
/// <typeparam name="TModel">The trained model.</typeparam>
public abstract class PredictionTrainer<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : class, ISingleFeaturePredictionTransformer<TModel>
    where TModel : TrainedModel
{
    private readonly ITrainerOptions _options;

    private protected PredictionTrainer(IHostEnvironment env, ITrainerOptions options, TaskLabel label)
    {
        Environment = env;
        _options = options;
        Label = label;
    }

    /// <summary>What ML.NET may know of the trainer: whether it wants normalized features. It reads its rows once.</summary>
    public abstract TrainerInfo Info { get; }

    /// <summary>The environment of the context that the trainer is of.</summary>
    private protected IHostEnvironment Environment { get; }

    /// <summary>The task.</summary>
    private protected TaskLabel Label { get; }

    /// <summary>Trains on all rows of the input.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows, a feature or target that cannot be trained on, a missing label, a bad weight,
    /// one class alone, a monitor of other classes, or a warm start that does not fit.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public abstract TTransformer Fit(IDataView input);

    /// <summary>The input's shape with the columns that the trained model adds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var source = Source("training");
        FeatureColumn.Check(inputSchema, source.FeatureColumnName);
        foreach (var name in source.CategoryColumnNames)
            CategoryColumn.Check(inputSchema, name);
        if (source.WeightColumnName is { } weights)
            NumberColumn.Check(inputSchema, weights, "example weight");
        return ShapeColumns.With(inputSchema, Label.OutputShape(inputSchema));
    }

    /// <summary>How rows are read.</summary>
    /// <param name="use">What they are for, as an error calls it.</param>
    private protected virtual RowSource Source(string use) => new(use, _options.FeatureColumnName, Label, _options.ExampleWeightColumnName);

    /// <summary>Reads the rows of a monitor.</summary>
    /// <param name="monitor">The rows.</param>
    /// <param name="width">Features of a training row.</param>
    /// <param name="asTrained">Tells the source what classes and categories the training rows have.</param>
    private protected LabeledRows Read(MonitorData monitor, int width, Func<RowSource, RowSource> asTrained)
    {
        var rows = RowReader.Read(monitor.Data, asTrained(Source($"monitor '{monitor.Name}'")), _options.CancellationToken);
        return rows.Width == width
            ? rows
            : throw new InvalidOperationException($"The monitor '{monitor.Name}' has {rows.Width} features, the training data {width}.");
    }

    /// <summary>Writes a sentence to the context's log.</summary>
    private protected void Log(string message) => CatalogEnvironment.Info(Environment, GetType().Name, message);

    /// <summary>Writes a warning to the context's log; nothing where there is none.</summary>
    private protected void Warn(string? message)
    {
        if (message is not null)
            CatalogEnvironment.Warning(Environment, GetType().Name, message);
    }

    /// <summary>Writes warnings to the context's log, and passes them on.</summary>
    private protected Action<string> Warning(Action<string>? next) => message =>
    {
        Warn(message);
        next?.Invoke(message);
    };

    /// <summary>How much each class counts; checked.</summary>
    private protected ClassWeighting Weighting(LabelClasses classes)
    {
        var weighting = new ClassWeighting(_options.ClassWeights, _options.BalanceClasses, classes);
        weighting.Check();
        return weighting;
    }
}
