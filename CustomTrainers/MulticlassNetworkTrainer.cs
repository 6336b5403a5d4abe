using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Samples;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to predict a class: softmax over as many outputs as the label's key has values, cross-entropy.</summary>
public sealed class MulticlassNetworkTrainer : IEstimator<MulticlassNetworkTransformer>
{
    internal MulticlassNetworkTrainer(NetworkOptions options)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>The settings.</summary>
    public NetworkOptions Options { get; }

    /// <summary>Trains on all rows of the input, in one read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features or the label are missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows, a feature that is NaN or infinite, a missing label, or one class alone.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public MulticlassNetworkTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var labels = LabelColumn.FindKey(input.Schema, Options.LabelColumnName);
        var values = LabelValues.Read(labels.Column);
        var rows = Read(input, "training");
        RefuseOneClass(rows, values);

        var network = Network<float>.Create(Options.Define(rows.Width, labels.Classes), Options.Seed);
        var result = Trainer.Fit(
            network, ToSamples(rows, labels.Classes), ReadMonitors(rows.Width, labels.Classes),
            Options.ToTrainingOptions(), Options.Progress, Options.CancellationToken);
        return new MulticlassNetworkTransformer(
            new NetworkModel(network, result.History, values?.Names), Options.FeatureColumnName, values);
    }

    /// <summary>The input's shape with the columns that the trained network adds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features or the label are missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, Options.FeatureColumnName);
        var label = LabelColumn.CheckKey(inputSchema, Options.LabelColumnName);
        return ShapeColumns.With(
            inputSchema,
            ShapeColumns.Key(OutputColumnNames.PredictedLabel, PredictedLabelAnnotations(label)),
            ShapeColumns.Vector(OutputColumnNames.Score, NumberDataViewType.Single, ScoreAnnotationsOf(label)));
    }

    private LabeledRows Read(IDataView data, string use)
        => RowReader.ReadMulticlass(data, use, Options.FeatureColumnName, Options.LabelColumnName, Options.CancellationToken);

    private List<Monitor<float>> ReadMonitors(int width, int classes)
    {
        var monitors = new List<Monitor<float>>();
        foreach (var monitor in Options.Monitors)
        {
            var rows = Read(monitor.Data, $"monitor '{monitor.Name}'");
            if (rows.Width != width)
                throw new InvalidOperationException(
                    $"The monitor '{monitor.Name}' has {rows.Width} features, the training data {width}.");
            monitors.Add(new Monitor<float>(monitor.Name, ToSamples(rows, classes)));
        }

        return monitors;
    }

    private static Samples<float> ToSamples(LabeledRows rows, int classes)
        => Samples<float>.Classification(rows.Features, rows.Width, rows.Labels, classes);

    private static void RefuseOneClass(LabeledRows rows, LabelValues? values)
    {
        var first = rows.Labels[0];
        if (Array.Exists(rows.Labels, label => label != first)) return;
        throw new InvalidOperationException(
            $"All {rows.Count} rows of the training data have the label {(values is null ? $"with key {first + 1}" : $"'{values.Names[first]}'")}; "
            + "a classifier needs rows of at least 2 classes.");
    }

    private static SchemaShape PredictedLabelAnnotations(SchemaShape.Column label)
        => ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is { } values
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.KeyValues, values.ItemType))
            : ScoreAnnotations.Shape();

    private static SchemaShape ScoreAnnotationsOf(SchemaShape.Column label)
    {
        if (ShapeColumns.Find(label.Annotations, AnnotationKinds.KeyValues) is not { } values) return ScoreAnnotations.Shape();
        var training = ShapeColumns.Vector(AnnotationKinds.TrainingLabelValues, values.ItemType);
        return values.ItemType is TextDataViewType
            ? ScoreAnnotations.Shape(ShapeColumns.Vector(AnnotationKinds.SlotNames, values.ItemType), training)
            : ScoreAnnotations.Shape(training);
    }
}
