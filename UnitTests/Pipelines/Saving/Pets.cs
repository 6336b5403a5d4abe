using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers;

namespace MlPipelines.UnitTests.Pipelines.Saving;

/// <summary>Small fitted pipelines of each task.</summary>
internal static class Pets
{
    private static readonly MlpOptions Options = new()
    {
        HiddenLayers = [8],
        Epochs = 3,
        Threads = 1,
        Optimizer = new AdamOptions { LearningRate = 0.02 },
    };

    internal sealed class Point
    {
        public float[] Features { get; set; } = [];
    }

    internal sealed class Side
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    internal sealed class Value
    {
        public float Score { get; set; }
    }

    /// <summary>Three animals by name: stock scaling and label mapping, a network, stock mapping back.</summary>
    public static TrainedPipeline Animals(MLContext ml)
    {
        var data = Blobs.Named(ml);
        var model = ml.Transforms.NormalizeMeanVariance("Features")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(Options))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        return new TrainedPipeline(model, data.Schema, ml: ml);
    }

    /// <summary>Whether a value is above 1000.</summary>
    public static TrainedPipeline Sides(MLContext ml)
    {
        var data = Curves.Load(ml);
        return new TrainedPipeline(
            ml.BinaryClassification.Trainers.Mlp(Options with { LabelColumnName = nameof(Curves.Row.Above) }).Fit(data), data.Schema,
            ml: ml);
    }

    /// <summary>A number.</summary>
    public static TrainedPipeline Numbers(MLContext ml)
    {
        var data = Curves.Load(ml);
        var model = ml.Transforms.NormalizeMinMax("Features").Append(ml.Regression.Trainers.Mlp(Options)).Fit(data);
        return new TrainedPipeline(model, data.Schema, ml: ml);
    }

    /// <summary>The pipeline saved and loaded in another context.</summary>
    public static TrainedPipeline SavedAndLoaded(TrainedPipeline pipeline)
    {
        using var stream = new MemoryStream(Bytes(pipeline));
        return TrainedPipeline.Load(stream, "memory", new MLContext(seed: 5));
    }

    /// <summary>The file's bytes.</summary>
    public static byte[] Bytes(TrainedPipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        return stream.ToArray();
    }

    /// <summary>A column of the transformed rows as bits.</summary>
    public static int[] Bits(TrainedPipeline pipeline, IDataView data, string column)
    {
        var rows = pipeline.Transform(data);
        return rows.Schema[column].Type is VectorDataViewType
            ? [.. rows.GetColumn<float[]>(column).SelectMany(values => values.Select(BitConverter.SingleToInt32Bits))]
            : [.. rows.GetColumn<float>(column).Select(BitConverter.SingleToInt32Bits)];
    }
}
