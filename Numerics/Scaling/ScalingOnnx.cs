using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Scaling;

/// <summary>Scalings of columns as ONNX operators, which compute in double as the scalings here do.</summary>
public static class ScalingOnnx
{
    /// <summary>Adds a robust scale to a graph.</summary>
    /// <param name="scale">Centres and factors.</param>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="x">[batch, columns] of float.</param>
    /// <param name="smoothClip">Whether results go through <see cref="SmoothClip"/> too.</param>
    /// <returns>[batch, columns] of float.</returns>
    public static OnnxValue ToOnnx(this RobustScale scale, OnnxGraph graph, OnnxValue x, bool smoothClip)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(graph);
        var z = graph.Multiply(
            graph.Subtract(graph.Cast(x, OnnxType.Double), graph.Vector(scale.Centers)), graph.Vector(scale.Factors));
        if (smoothClip)
        {
            var share = graph.Divide(z, graph.Number(SmoothClip.Bound));
            z = graph.Divide(z, graph.Apply("Sqrt", graph.Add(graph.Number(1.0), graph.Multiply(share, share))));
        }
        else
        {
            // Min and Max may lose NaN; a comparison does not hold for it.
            z = Bounded(graph, z, "Greater", float.MaxValue);
            z = Bounded(graph, z, "Less", float.MinValue);
        }

        return graph.Cast(z, OnnxType.Single);
    }

    /// <summary>Adds quantiles to a graph: a value becomes its share of the values below it, and this a normal number.</summary>
    /// <param name="normalizer">The quantiles.</param>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="x">[batch, columns] of float.</param>
    /// <returns>[batch, columns] of float.</returns>
    public static OnnxValue ToOnnx(this QuantileNormalizer normalizer, OnnxGraph graph, OnnxValue x)
    {
        ArgumentNullException.ThrowIfNull(normalizer);
        ArgumentNullException.ThrowIfNull(graph);
        return QuantileOnnx.Add(graph, normalizer.Quantiles, x);
    }

    private static OnnxValue Bounded(OnnxGraph graph, OnnxValue z, string comparison, double bound) =>
        graph.Where(graph.Node(comparison, [z, graph.Number(bound)]), graph.Number(bound), z);
}
