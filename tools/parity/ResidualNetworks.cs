using System.Numerics;
using System.Text.Json;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Parity;

/// <summary>
/// The networks of residual.py on this side. A folder holds <c>state.safetensors</c>, the weights and running statistics under PyTorch's
/// names, and <c>samples.safetensors</c>: <c>features</c> [images, channels, height, width] and, to train, <c>targets</c> [images].
/// </summary>
internal static class ResidualNetworks
{
    /// <summary>Writes <c>scores.safetensors</c>, the scores [images, classes] of all images in float.</summary>
    public static void Forward(string name, string folder)
    {
        var network = Load<float>(name, folder);
        var features = Values<float>(Read(folder, "samples")["features"]);
        var images = features.Length / network.InputSize;
        var scores = new float[images * network.OutputSize];
        network.Predict(features, images, scores);
        Write(folder, "scores", [Tensor.Create<float>("scores", [images, network.OutputSize], scores)]);
    }

    /// <summary>
    /// Trains in double on all images once, as <c>case.json</c> says; prints a JSON array of losses, one per step, and writes
    /// <c>trained.safetensors</c>.
    /// </summary>
    public static void Train(string name, string folder, JsonSerializerOptions options)
    {
        var network = Load<double>(name, folder);
        var tensors = Read(folder, "samples");
        var parityCase = JsonSerializer.Deserialize<ParityCase>(File.ReadAllText(Path.Combine(folder, "case.json")), options)!;
        var labels = Values<double>(tensors["targets"]).Select(target => (int)target).ToArray();
        var samples = SampleSet<double>.Classification(Values<double>(tensors["features"]), network.InputSize, labels, network.OutputSize);
        var recorder = new LossRecorder();
        Trainer.Fit(network, samples, [], parityCase.BuildTraining(), recorder);
        Write(folder, "trained", NetworkTensors.Of(network));
        Console.WriteLine(JsonSerializer.Serialize(recorder.Losses));
    }

    private static Network<T> Load<T>(string name, string folder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = Network<T>.Create(Define(name), seed: 0);
        NetworkTensors.Load(network, [.. Read(folder, "state").Values], "state.safetensors");
        return network;
    }

    private static NetworkDefinition Define(string name) => name switch
    {
        "resnet20" => ResNet.Define20(classes: 10),
        "resnet18" => ResNet.Define18(),
        _ => throw new ArgumentException($"Unknown network '{name}'; there are resnet20 and resnet18."),
    };

    private static Dictionary<string, Tensor> Read(string folder, string name)
    {
        var path = Path.Combine(folder, $"{name}.safetensors");
        using var stream = File.OpenRead(path);
        return SafeTensorsReader.Read(stream, path).ToDictionary(tensor => tensor.Name);
    }

    private static void Write(string folder, string name, IReadOnlyList<Tensor> tensors)
    {
        using var stream = File.Create(Path.Combine(folder, $"{name}.safetensors"));
        SafeTensorsWriter.Write(stream, tensors);
    }

    private static T[] Values<T>(Tensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[tensor.Length];
        tensor.CopyTo<T>(values);
        return values;
    }
}
