using System.Collections.Immutable;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>What a network is, before it is built: the shape of one input sample and the layers in order. Immutable; it reads like its diagram.</summary>
/// <example><code>new NetworkDefinition(new Shape(784), [new Dense(128), new ReLU(), new Dense(10)])</code></example>
public sealed record NetworkDefinition
{
    /// <summary>Checks that every layer fits the one before.</summary>
    /// <exception cref="ArgumentException">No layer, a setting out of its range, or shapes that do not fit; the layer is named by its position from 0.</exception>
    public NetworkDefinition(Shape input, IEnumerable<LayerDefinition> layers)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(layers);
        Input = input;
        Layers = [.. layers];
        if (Layers.IsEmpty)
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        Shapes = [.. OutputShapes(input, Layers)];
    }

    /// <summary>Shape of one input sample.</summary>
    public Shape Input { get; }

    /// <summary>The layers in order.</summary>
    public ImmutableArray<LayerDefinition> Layers { get; }

    /// <summary>Shape of one output sample.</summary>
    public Shape Output => Shapes[^1];

    /// <summary>Each layer's output shape.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>Layers, shapes, parameters and multiply-adds.</summary>
    public NetworkSummary Summary() => new(Input, [.. Layers.Select((layer, i) => new LayerSummary(
        $"layers.{i}", layer.GetType().Name, Shapes[i], layer.CountParameters(InputOf(i)), layer.CountMultiplyAdds(InputOf(i))))]);

    /// <inheritdoc/>
    public bool Equals(NetworkDefinition? other) => other is not null && Input.Equals(other.Input) && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Input);
        foreach (var layer in Layers)
            hash.Add(layer);
        return hash.ToHashCode();
    }

    private Shape InputOf(int layer) => layer == 0 ? Input : Shapes[layer - 1];

    private static IEnumerable<Shape> OutputShapes(Shape input, ImmutableArray<LayerDefinition> layers)
    {
        var shape = input;
        for (var i = 0; i < layers.Length; i++)
        {
            if (layers[i] is null)
                throw new ArgumentException($"Layer {i} is null.", nameof(layers));
            try
            {
                layers[i].Validate();
                shape = layers[i].OutputShape(shape);
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException($"Layer {i} ({layers[i].GetType().Name}): {exception.Message}", nameof(layers), exception);
            }
            yield return shape;
        }
    }
}
