using System.Numerics;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

/// <summary>A network's layers and a copy of its parameters as tensors. Forward: x [rows, inputs] to scores [rows, outputs].</summary>
internal sealed class TorchNetwork<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly nn.Module<Tensor, Tensor>[] _layers;
    private readonly (ParameterInfo Info, Parameter Tensor)[] _parameters;
    private readonly (ParameterInfo Info, Tensor Tensor)[] _state;

    /// <summary>Copies the network's parameters.</summary>
    /// <exception cref="NotSupportedException">A layer that is not of a multilayer perceptron.</exception>
    public TorchNetwork(Network<T> network)
    {
        _network = network;
        _parameters = [.. network.Parameters.Select(info => (info, new Parameter(Copy(network, info))))];
        _state = [.. network.State.Select(info => (info, Copy(network, info)))];
        var byName = _parameters.Select(p => (p.Info, (Tensor)p.Tensor)).Concat(_state).ToDictionary(p => p.Info.Name, p => p.Item2);
        _layers = [.. network.Definition.Layers.Select((layer, i) => Layer(layer, $"layers.{i}", byName))];
    }

    /// <summary>The type of the numbers.</summary>
    public static ScalarType Type { get; } = typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64;

    /// <summary>All parameters, in the order of the network's.</summary>
    public IEnumerable<Parameter> Parameters => _parameters.Select(p => p.Tensor);

    /// <summary>The parameters that penalties apply to.</summary>
    public IEnumerable<Parameter> Weights => _parameters.Where(p => p.Info.Role == ParameterRole.Weight).Select(p => p.Tensor);

    /// <summary>The scores of some rows.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="stepSeed">Decides what is dropped; null while predicting, when nothing is.</param>
    public Tensor Forward(Tensor x, ulong? stepSeed = null)
    {
        foreach (var layer in _layers)
        {
            if (layer is MaskedDropout<T> dropout)
                dropout.StepSeed = stepSeed;
            if (layer is TrackedBatchNorm norm)
                norm.Batch = stepSeed is not null;
            x = layer.call(x);
        }

        return x;
    }

    /// <summary>Gives the network the values of the tensors.</summary>
    public void Read()
    {
        foreach (var (info, tensor) in _parameters)
            Copy(tensor, info.Of(_network.ParameterValues));
        foreach (var (info, tensor) in _state)
            Copy(tensor, info.Of(_network.StateValues));
    }

    /// <summary>Gives the tensors the values of the network.</summary>
    public void Write()
    {
        foreach (var (info, tensor) in _parameters)
            Copy(info.Of(_network.ParameterValues), tensor);
        foreach (var (info, tensor) in _state)
            Copy(info.Of(_network.StateValues), tensor);
    }

    /// <summary>Copies a tensor for each parameter into an array that is laid out as the network's parameters.</summary>
    public void Read(IEnumerable<Tensor> tensors, Span<T> values)
    {
        foreach (var (tensor, (info, _)) in tensors.Zip(_parameters))
            Copy(tensor, info.Of(values));
    }

    /// <summary>Copies an array that is laid out as the network's parameters into a tensor for each.</summary>
    public void Write(IEnumerable<Tensor> tensors, Span<T> values)
    {
        foreach (var (tensor, (info, _)) in tensors.Zip(_parameters))
            Copy(info.Of(values), tensor);
    }

    public void Dispose()
    {
        foreach (var layer in _layers)
            layer.Dispose();
        foreach (var (_, tensor) in _parameters)
            tensor.Dispose();
        foreach (var (_, tensor) in _state)
            tensor.Dispose();
    }

    private static void Copy(Tensor tensor, Span<T> values) => MemoryMarshal.Cast<byte, T>(tensor.bytes).CopyTo(values);

    private static void Copy(Span<T> values, Tensor tensor) => MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);

    private static Tensor Copy(Network<T> network, ParameterInfo info)
    {
        var tensor = torch.empty([.. info.Shape.Dimensions], dtype: Type);
        MemoryMarshal.AsBytes(network.GetParameter(info.Name)).CopyTo(tensor.bytes);
        return tensor;
    }

    private static nn.Module<Tensor, Tensor> Layer(LayerDefinition layer, string path, Dictionary<string, Tensor> tensors) => layer switch
    {
        Dense => nn.Linear((Parameter)tensors[$"{path}.weight"], (Parameter)tensors[$"{path}.bias"]),
        Numerics.Layers.ReLU => nn.ReLU(),
        Numerics.Layers.LeakyReLU leaky => new LeakySlope(leaky.Slope),
        Numerics.Layers.Tanh => nn.Tanh(),
        Numerics.Layers.Sigmoid => nn.Sigmoid(),
        Numerics.Layers.BatchNorm norm => new TrackedBatchNorm(norm, path, tensors),
        SineFeatures sine => new Sines([.. sine.Frequencies]),
        Numerics.Layers.Dropout dropout => new MaskedDropout<T>(dropout.Probability, path),
        _ => throw new NotSupportedException(
            $"The torch engine has no layer {layer.GetType().Name} ({path}); it has Dense, ReLU, LeakyReLU, Tanh, Sigmoid, BatchNorm, "
            + "SineFeatures and Dropout. "
            + "Train this network without an engine."),
    };
}

/// <summary>Scores single rows on libtorch. Safe to use from several threads at once; its tensors are freed with it.</summary>
internal sealed class TorchPredictor(Network<float> network)
{
    private readonly Func<Tensor, ulong?, Tensor> _forward = new TorchNetwork<float>(network).Forward;

    /// <summary>The network's outputs for one row.</summary>
    /// <param name="features">[inputs].</param>
    /// <param name="scores">[outputs], overwritten.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        using var mode = inference_mode();
        using var scope = NewDisposeScope();
        var x = empty([1, features.Length], dtype: ScalarType.Float32);
        MemoryMarshal.AsBytes(features).CopyTo(x.bytes);
        MemoryMarshal.Cast<byte, float>(_forward(x, null).bytes).CopyTo(scores);
    }
}
