using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Scaling;

/// <summary>
/// <see cref="QuantileNormalizer"/> as ONNX operators. The quantiles below a value are counted by a tree for each column, a search by
/// halves; the rest is tables and arithmetic in double.
/// </summary>
internal static class QuantileOnnx
{
    public static OnnxValue Add(OnnxGraph graph, IReadOnlyList<double[]> quantiles, OnnxValue x)
    {
        var columns = quantiles.Count;
        var value = graph.Cast(x, OnnxType.Double);
        var tables = new Tables(quantiles);
        // The place of a column's piece in tables that have all columns one behind the other.
        var place = graph.Add(
            graph.Cast(graph.MachineLearningNode("TreeEnsembleRegressor", x, tables.Trees.ToSettings(columns)), OnnxType.Int64),
            graph.Vector(tables.Starts));
        OnnxValue Look(double[] table) => graph.Gather(graph.Vector(table), place, 0);
        var low = Look(tables.Low);
        var between = graph.Add(
            Look(tables.Share), graph.Multiply(graph.Divide(graph.Subtract(value, low), Look(tables.Width)), Look(tables.Step)));
        var share = graph.Where(graph.Node("Equal", [value, Look(tables.High)]), Look(tables.TieShare), between);
        var margin = QuantileNormalizer.Margin;
        var bounded = graph.Min(graph.Max(share, graph.Number(margin)), graph.Number(1 - margin));
        var inside = NormalQuantile.ToOnnx(graph, bounded);
        var result = graph.Where(
            graph.Apply("Not", graph.Node("Greater", [value, graph.Vector(tables.Least)])), graph.Number(-QuantileNormalizer.Greatest),
            graph.Where(
                graph.Apply("Not", graph.Node("Less", [value, graph.Vector(tables.Greatest)])), graph.Number(QuantileNormalizer.Greatest),
                inside));
        result = graph.Where(graph.Node("Greater", [graph.Vector(tables.IsEmpty), graph.Number(0.5)]), graph.Number(0.0), result);
        return graph.Where(graph.Apply("IsNaN", x), x, graph.Cast(result, OnnxType.Single));
    }

    /// <summary>For each number of quantiles below a value what its share is made of.</summary>
    private sealed class Tables
    {
        public Tables(IReadOnlyList<double[]> quantiles)
        {
            var length = quantiles.Sum(own => own.Length + 1);
            (Low, High, Width, Share) = (new double[length], new double[length], new double[length], new double[length]);
            (Step, TieShare, Starts) = (new double[length], new double[length], new long[quantiles.Count]);
            Least = [.. quantiles.Select(own => own.Length == 0 ? 0 : own[0])];
            Greatest = [.. quantiles.Select(own => own.Length == 0 ? 0 : own[^1])];
            IsEmpty = [.. quantiles.Select(own => own.Length == 0 ? 1.0 : 0)];
            Array.Fill(Width, 1);
            var start = 0;
            for (var column = 0; column < quantiles.Count; column++)
            {
                Starts[column] = start;
                Fill(quantiles[column], start);
                // A quantile is below a float if the greatest float that is not above the quantile is.
                Trees.AddSearch(column, Array.ConvertAll(quantiles[column], NotAbove));
                start += quantiles[column].Length + 1;
            }
        }

        public OnnxTrees Trees { get; } = new();

        public long[] Starts { get; }

        public double[] Least { get; }

        public double[] Greatest { get; }

        public double[] IsEmpty { get; }

        public double[] Low { get; }

        public double[] High { get; }

        public double[] Width { get; }

        public double[] Share { get; }

        public double[] Step { get; }

        public double[] TieShare { get; }

        private static float NotAbove(double quantile) =>
            (float)quantile > quantile ? MathF.BitDecrement((float)quantile) : (float)quantile;

        private void Fill(double[] own, int start)
        {
            for (var below = 0; below <= own.Length; below++)
            {
                var at = start + below;
                High[at] = double.NaN;
                if (below < own.Length)
                {
                    var last = Array.FindLastIndex(own, quantile => quantile == own[below]);
                    (High[at], TieShare[at]) = (own[below], 0.5 * (ShareOf(below) + ShareOf(last)));
                }

                if (below == 0 || below == own.Length)
                    continue;
                (Low[at], Share[at], Step[at]) = (own[below - 1], ShareOf(below - 1), 1.0 / (own.Length - 1));
                if (own[below] > own[below - 1])
                    Width[at] = own[below] - own[below - 1];
            }

            double ShareOf(int quantile) => own.Length == 1 ? 0 : (double)quantile / (own.Length - 1);
        }
    }
}
