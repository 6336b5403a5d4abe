using System.Numerics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// A network's numbers as named tensors, parameters and running statistics, as PyTorch's <c>state_dict</c> has them: the state of a PyTorch
/// model with the same layers and names, saved as safetensors, can be loaded, and the other way round.
/// </summary>
public static class NetworkTensors
{
    /// <summary>All numbers, parameters first.</summary>
    public static IReadOnlyList<Tensor> Of<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return
        [
            .. network.Parameters.Concat(network.State).Select(info => info.Role == ParameterRole.Counter
                ? Tensor.Create(info.Name, long.CreateTruncating(network.GetParameter(info.Name)[0]))
                : Tensor.Create<T>(info.Name, info.Shape.Dimensions, network.GetParameter(info.Name))),
        ];
    }

    /// <summary>
    /// Fills the network with the tensors' numbers. Every parameter and statistic must be there, in its shape, and nothing else; only
    /// counters of steps may be missing.
    /// </summary>
    /// <param name="network">What to fill; unchanged when the tensors do not fit.</param>
    /// <param name="tensors">Named as the network's parameters.</param>
    /// <param name="name">What errors call the source: a file's path.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, unknown, or of another shape or element type; the message names
    /// it.</exception>
    public static void Load<T>(Network<T> network, IReadOnlyList<Tensor> tensors, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tensors);
        var filled = network.Clone();
        var left = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var info in network.Parameters.Concat(network.State))
        {
            if (!left.Remove(info.Name, out var tensor))
            {
                if (info.Role != ParameterRole.Counter)
                {
                    throw new InvalidDataException(
                        $"'{name}' has no tensor '{info.Name}', where one of the shape {info.Shape} was expected.");
                }

                continue;
            }

            Fill(filled.GetParameter(info.Name), info, tensor, name);
        }

        if (left.Count > 0)
        {
            throw new InvalidDataException($"'{name}' has the tensor "
                + $"'{left.Keys.First()}'{(left.Count > 1 ? $" and {left.Count - 1} others" : "")}, which the network does not have.");
        }

        filled.ParameterValues.CopyTo(network.ParameterValues);
        filled.StateValues.CopyTo(network.StateValues);
    }

    private static void Fill<T>(Span<T> values, ParameterInfo info, Tensor tensor, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (info.Role == ParameterRole.Counter)
        {
            values[0] = T.CreateTruncating(tensor.ToInt64());
            return;
        }

        if (!tensor.Shape.SequenceEqual(info.Shape.Dimensions.ToArray()))
        {
            throw new InvalidDataException($"'{name}' has the tensor '{info.Name}' of the shape [{string.Join(", ", tensor.Shape)}], where "
                + $"{info.Shape} was expected.");
        }

        tensor.CopyTo(values);
    }
}
