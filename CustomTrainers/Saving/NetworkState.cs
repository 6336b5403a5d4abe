using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The state that the network transformers of all tasks share: the feature column, the network and how it was trained.</summary>
internal static class NetworkState
{
    private const string FeatureColumn = "featureColumn";
    private const string Training = "training";
    private const string Targets = "targets";
    private const string NetworkName = "network.safetensors";

    /// <summary>Writes the model and the name of the column that it reads.</summary>
    public static void Save(ComponentWriter writer, NetworkModel model, string featureColumnName)
    {
        writer.Set(FeatureColumn, featureColumnName);
        writer.SetHistory(Training, model.Training);
        if (model.TargetMean is { } mean && model.TargetDeviation is { } deviation)
            writer.Set(Targets, new TargetScale(mean, deviation));
        writer.AddFile(NetworkName, stream => NetworkFile.Write(stream, model.Network));
    }

    /// <summary>Reads a model whose outputs stand for <paramref name="output"/>, and its column.</summary>
    public static (NetworkModel Model, string FeatureColumnName) Load(ComponentReader reader, NetworkOutput output, IReadOnlyList<string>? classNames = null)
    {
        var column = reader.Get<string>(FeatureColumn);
        if (column.Length == 0)
            throw reader.Error("the name of the feature column is empty");
        using var stream = reader.OpenFile(NetworkName);
        var network = NetworkFile.Read<float>(stream, reader.PlaceOf(NetworkName));
        var scale = output == NetworkOutput.Number ? reader.Get<TargetScale>(Targets) : null;
        if (scale is not null && !(double.IsFinite(scale.Mean) && double.IsFinite(scale.Deviation) && scale.Deviation > 0))
            throw reader.Error($"the targets' mean {scale.Mean} and deviation {scale.Deviation} must be finite, the deviation above 0");
        if (output != NetworkOutput.ClassProbabilities && network.OutputSize != 1)
            throw reader.Error($"the network has {network.OutputSize} outputs, where 1 was expected");
        var model = new NetworkModel(output, network, reader.Get<TrainingResult>(Training))
        {
            ClassNames = classNames,
            TargetMean = scale?.Mean,
            TargetDeviation = scale?.Deviation,
        };
        return (model, column);
    }

    /// <summary>Mean and standard deviation of the targets that were trained on, in their units.</summary>
    private sealed record TargetScale(double Mean, double Deviation);
}
