using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The state that the network models of all tasks share: the network, and how it was trained.</summary>
internal static class NetworkState
{
    private const string Training = "training";
    private const string Targets = "targets";
    private const string NetworkName = "network.safetensors";

    /// <summary>Writes the model.</summary>
    public static void Save(ComponentWriter writer, NetworkModel model)
    {
        writer.SetHistory(Training, model.Training);
        if (model.TargetMean is { } mean && model.TargetDeviation is { } deviation)
            writer.Set(Targets, new TargetScale(mean, deviation));
        writer.AddFile(NetworkName, stream => NetworkFile.Write(stream, model.Network));
    }

    /// <summary>Reads the network.</summary>
    /// <param name="reader">The state.</param>
    /// <param name="outputs">The outputs that the task needs; null where it takes any number.</param>
    public static Network<float> LoadNetwork(ComponentReader reader, int? outputs = null)
    {
        using var stream = reader.OpenFile(NetworkName);
        var network = NetworkFile.Read<float>(stream, reader.PlaceOf(NetworkName));
        return outputs is null || network.OutputSize == outputs
            ? network
            : throw reader.Error($"the network has {network.OutputSize} outputs, where {outputs} was expected");
    }

    /// <summary>Reads how the network was trained.</summary>
    public static TrainingResult LoadTraining(ComponentReader reader) => reader.Get<TrainingResult>(Training);

    /// <summary>Reads mean and standard deviation of the targets that were trained on, in their units.</summary>
    public static (double Mean, double Deviation) LoadTargets(ComponentReader reader)
    {
        var scale = reader.Get<TargetScale>(Targets);
        return double.IsFinite(scale.Mean) && double.IsFinite(scale.Deviation) && scale.Deviation > 0
            ? (scale.Mean, scale.Deviation)
            : throw reader.Error($"the targets' mean {scale.Mean} and deviation {scale.Deviation} must be finite, the deviation above 0");
    }

    private sealed record TargetScale(double Mean, double Deviation);
}
