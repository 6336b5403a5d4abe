using System.Text.Json.Serialization;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Two paths from the same input, added: y = body(x) + shortcut(x) (He et al. 2016, arXiv:1512.03385). Without a shortcut the input itself is added.
/// Shapes: both paths must give the same.
/// </summary>
/// <param name="Body">The layers of the one path, at least one.</param>
/// <param name="Shortcut">The layers of the other, such as a 1 × 1 convolution where channels or sizes change; empty for the identity.</param>
/// <example><code>new Residual([new Dense(16), new ReLU(), new Dense(16, Bias: false)])     // x + W₂ max(W₁ x + b, 0)</code></example>
[method: JsonConstructor]
public sealed record Residual(ValueSequence<LayerDefinition> Body, ValueSequence<LayerDefinition> Shortcut) : LayerDefinition
{
    /// <summary>A block whose shortcut is the identity.</summary>
    public Residual(ValueSequence<LayerDefinition> body)
        : this(body, [])
    {
    }

    internal override bool TakesRectifier => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (body, shortcut) = (Last(Body, nameof(Body), input), Last(Shortcut, nameof(Shortcut), input));
        return body.Equals(shortcut) ? body : throw new ArgumentException(
            $"The two paths of a residual block must give the same shape, to be added; found {body} of the body and {shortcut} of the {(Shortcut.Count == 0 ? "identity" : "shortcut")}. "
            + (Shortcut.Count == 0 ? "Let the body end with its input's shape, or give the block a shortcut with layers that change it." : "Let both end with the same shape."));
    }

    internal override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Body);
        ArgumentNullException.ThrowIfNull(Shortcut);
        if (Body.Count == 0)
            throw new ArgumentException("The body of a residual block needs at least one layer.", nameof(Body));
    }

    internal override long CountParameters(Shape input) => Count(input, (layer, shape) => layer.CountParameters(shape));

    internal override long CountMultiplyAdds(Shape input) => Count(input, (layer, shape) => layer.CountMultiplyAdds(shape));

    internal override ImageLayout? LayoutOf(Shape input) => input.Rank == 3 ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst;

    internal override IEnumerable<LayerSummary> Summarize(Shape input, string path, int depth) =>
    [
        new(path, nameof(Residual), OutputShape(input), 0, 0) { Depth = depth },
        .. Lines(Body, input, BodyPath(path), depth),
        .. Lines(Shortcut, input, ShortcutPath(path), depth),
    ];

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var order = LayoutOf(input)!.Value;
        var body = LayerBuilder.Build<T>(Body, input, order, layout, BodyPath(path));
        var shortcut = LayerBuilder.Build<T>(Shortcut, input, order, layout, ShortcutPath(path));
        return new ResidualLayer<T>(input, OutputShape(input), body, shortcut, rectify);
    }

    private static Func<LayerDefinition, int, string> BodyPath(string path) => (layer, i) => $"{path}.{layer.Name ?? $"body.{i}"}";

    private static Func<LayerDefinition, int, string> ShortcutPath(string path) => (layer, i) => $"{path}.{layer.Name ?? $"shortcut.{i}"}";

    private static Shape Last(ValueSequence<LayerDefinition> layers, string path, Shape input) => LayerShapes.Of(layers, input, $"{path} layer").LastOrDefault() ?? input;

    private static IEnumerable<LayerSummary> Lines(ValueSequence<LayerDefinition> layers, Shape input, Func<LayerDefinition, int, string> path, int depth) =>
        LayerShapes.WithInputs(layers, input).SelectMany((pair, i) => pair.Layer.Summarize(pair.Input, path(pair.Layer, i), depth + 1));

    private long Count(Shape input, Func<LayerDefinition, Shape, long> count) =>
        LayerShapes.WithInputs(Body, input).Concat(LayerShapes.WithInputs(Shortcut, input)).Sum(pair => count(pair.Layer, pair.Input));
}
