using System.Collections.Immutable;
using System.Text;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

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
            .. Layers.Select(l => new[] { new string(' ', 2 * l.Depth) + l.Name, l.Layer, l.Output.ToString(), $"{l.Parameters:N0}", $"{l.MultiplyAdds:N0}" }),
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
