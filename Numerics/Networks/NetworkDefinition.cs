using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// What a network is, before it is built: the shape of one input sample and the layers in order. Immutable; it reads like its diagram.
/// </summary>
/// <example><code>new NetworkDefinition(new Shape(784), [new Dense(128), new ReLU(), new Dense(10)])</code></example>
public sealed record NetworkDefinition
{
    /// <summary>Checks that every layer fits the one before.</summary>
    /// <exception cref="ArgumentException">No layer, a setting out of its range, or shapes that do not fit; the layer is named by its
    /// position from 0.</exception>
    public NetworkDefinition(Shape input, IEnumerable<LayerDefinition> layers)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(layers);
        Input = input;
        Layers = [.. layers];
        if (Layers.IsEmpty)
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        Shapes = [.. LayerShapes.Of(Layers, input, "Layer")];
        RequireDistinctNames();
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
    public NetworkSummary Summary() =>
        new(Input, [.. Layers.SelectMany((layer, i) => layer.Summarize(InputOf(i), Path(layer, i), depth: 0))]);

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

    /// <summary>
    /// Builds the layers and reserves their parameters; inputs and outputs of shape [channels, height, width] lie channel by channel.
    /// </summary>
    internal LayerChain<T> Build<T>(ParameterLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            LayerBuilder.Build<T>(Layers, Input, ImageLayout.ChannelsFirst, layout, Path);

    private Shape InputOf(int layer) => layer == 0 ? Input : Shapes[layer - 1];

    internal static string Path(LayerDefinition layer, int position) => layer.Name ?? $"layers.{position}";

    private void RequireDistinctNames()
    {
        var layout = new ParameterLayout();
        Build<float>(layout);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in layout.Parameters.Concat(layout.State))
        {
            if (!names.Add(parameter.Name))
            {
                throw new ArgumentException(
                    $"Two layers have a parameter named '{parameter.Name}'; give each layer a name of its own, or none.", "layers");
            }
        }
    }
}

/// <summary>A network's layers with shapes, parameters and multiply-adds; <see cref="ToString"/> gives a table.</summary>
/// <param name="Input">Shape of one input sample.</param>
/// <param name="Layers">One line per layer, in order; the layers inside a composite one follow it.</param>
public sealed record NetworkSummary(Shape Input, ImmutableArray<LayerSummary> Layers)
{
    /// <summary>Trained numbers in all.</summary>
    public long Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>Multiply-adds for one sample, forward.</summary>
    public long MultiplyAdds => Layers.Sum(l => l.MultiplyAdds);

    /// <summary>A table with a line per layer and the sums.</summary>
    public override string ToString()
    {
        List<string[]> rows =
        [
            ["layer", "kind", "output", "parameters", "multiply-adds"],
            ["input", "", Input.ToString(), "", ""],
            .. Layers.Select(l => new[] { new string(' ', 2 * l.Depth) + l.Name, l.Layer, l.Output.ToString(), $"{l.Parameters:N0}",
                $"{l.MultiplyAdds:N0}" }),
            ["total", "", "", $"{Parameters:N0}", $"{MultiplyAdds:N0}"],
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
