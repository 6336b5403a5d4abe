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

    /// <summary>Copies the network's parameters.</summary>
    /// <exception cref="NotSupportedException">A layer that is not of a multilayer perceptron.</exception>
    public TorchNetwork(Network<T> network)
    {
        _network = network;
        _parameters = [.. network.Parameters.Select(info => (info, Copy(network, info)))];
        var byName = _parameters.ToDictionary(p => p.Info.Name, p => p.Tensor);
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
            x = layer.call(x);
        }
        return x;
    }

    /// <summary>Gives the network the values of the tensors.</summary>
    public void CopyBack()
    {
        foreach (var (info, tensor) in _parameters)
            MemoryMarshal.Cast<byte, T>(tensor.bytes).CopyTo(_network.ParameterValues.Slice(info.Offset, info.Length));
    }

    public void Dispose()
    {
        foreach (var layer in _layers)
            layer.Dispose();
        foreach (var (_, tensor) in _parameters)
            tensor.Dispose();
    }

    private static Parameter Copy(Network<T> network, ParameterInfo info)
    {
        var tensor = torch.empty([.. info.Shape.Dimensions], dtype: Type);
        MemoryMarshal.AsBytes(network.GetParameter(info.Name)).CopyTo(tensor.bytes);
        return new Parameter(tensor);
    }

    private static nn.Module<Tensor, Tensor> Layer(LayerDefinition layer, string path, Dictionary<string, Parameter> parameters) => layer switch
    {
        Dense => nn.Linear(parameters[$"{path}.weight"], parameters.GetValueOrDefault($"{path}.bias")),
        Numerics.Layers.ReLU => nn.ReLU(),
        Numerics.Layers.LeakyReLU leaky => nn.LeakyReLU(leaky.Slope),
        Numerics.Layers.Tanh => nn.Tanh(),
        Numerics.Layers.Sigmoid => nn.Sigmoid(),
        Numerics.Layers.Dropout dropout => new MaskedDropout<T>(dropout.Probability, path),
        _ => throw new NotSupportedException($"The torch engine has no layer {layer.GetType().Name} ({path}); it has Dense, ReLU, LeakyReLU, Tanh, Sigmoid and Dropout. Train this network without an engine."),
    };
}
