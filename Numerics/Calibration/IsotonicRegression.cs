using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Calibration;

/// <summary>
/// The non-decreasing function that is nearest to given points by squared error: pool adjacent violators (Ayer, Brunk, Ewing, Reid and
/// Silverman, 1955, doi:10.1214/aoms/1177728423). Linear between its points, constant beyond the first and the last.
/// </summary>
public sealed class IsotonicRegression
{
    /// <summary>A function through given points.</summary>
    /// <param name="places">[points], ascending, each once, at least 1.</param>
    /// <param name="values">[points], not descending.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or the order is another.</exception>
    public IsotonicRegression(double[] places, double[] values)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(values);
        if (places.Length == 0 || places.Length != values.Length)
            throw new ArgumentException($"There are {places.Length} places and {values.Length} values.", nameof(values));
        for (var i = 0; i < places.Length; i++)
        {
            if (!double.IsFinite(places[i]) || !double.IsFinite(values[i])
                || (i > 0 && (places[i] <= places[i - 1] || values[i] < values[i - 1])))
            {
                throw new ArgumentException(
                    $"Point {i} of an isotonic function is ({places[i]}, {values[i]}), where finite numbers were expected, the first "
                    + "above that of the point before, the second not below it.",
                    nameof(values));
            }
        }

        Places = places;
        Values = values;
    }

    /// <summary>[points]: where the function's points stand, ascending.</summary>
    public double[] Places { get; }

    /// <summary>[points]: the values there, not descending.</summary>
    public double[] Values { get; }

    /// <summary>Fits the function. Points of equal x become one first, their mean.</summary>
    /// <param name="x">[points], finite.</param>
    /// <param name="y">[points], finite.</param>
    /// <param name="weights">[points], at least 0, one of them above; empty where all count the same. A point of the weight 0 is left
    /// out.</param>
    /// <exception cref="ArgumentException">There are no points that count, lengths differ, or a number is out of its range.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> weights = default)
    {
        if (x.Length != y.Length || (!weights.IsEmpty && weights.Length != x.Length))
        {
            throw new ArgumentException(
                $"There are {x.Length} numbers x, {y.Length} numbers y and {weights.Length} weights; as many of each were expected, or no "
                + "weights.",
                nameof(y));
        }

        var order = new int[x.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            if (!float.IsFinite(x[i]) || !float.IsFinite(y[i]) || (!weights.IsEmpty && !(float.IsFinite(weights[i]) && weights[i] >= 0)))
            {
                throw new ArgumentException(
                    $"Point {i} is ({x[i]}, {y[i]}){(weights.IsEmpty ? "" : $" of the weight {weights[i]}")}, where finite numbers were "
                    + "expected, and a weight of at least 0.",
                    nameof(x));
            }
        }

        Array.Sort(x.ToArray(), order);
        var blocks = Pool(Merged(x, y, weights, order));
        if (blocks.Count == 0)
            throw new ArgumentException("There are no points that count.", nameof(x));
        (double Place, double Value)[] ends = [.. blocks.SelectMany(Ends)];
        return new IsotonicRegression([.. ends.Select(end => end.Place)], [.. ends.Select(end => end.Value)]);
    }

    /// <summary>The function's value. NaN gives NaN.</summary>
    public double Predict(double x)
    {
        if (double.IsNaN(x))
            return x;
        var at = Array.BinarySearch(Places, x);
        if (at >= 0)
            return Values[at];
        var above = ~at;
        if (above == 0)
            return Values[0];
        if (above == Places.Length)
            return Values[^1];
        var part = (x - Places[above - 1]) / (Places[above] - Places[above - 1]);
        return Values[above - 1] + (part * (Values[above] - Values[above - 1]));
    }

    /// <summary>The function as ONNX operators; its place is found by a tree.</summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="x">[batch, 1] of float.</param>
    /// <returns>[batch, 1] of double.</returns>
    public OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // A place is not above a float if the greatest float below the place is below it.
        var search = new OnnxTrees();
        search.AddSearch(0, Array.ConvertAll(Places, place => (float)place < place ? (float)place : MathF.BitDecrement((float)place)));
        var (low, value) = (new double[Places.Length + 1], new double[Places.Length + 1]);
        var (width, rise) = (new double[Places.Length + 1], new double[Places.Length + 1]);
        Array.Fill(width, 1);
        for (var count = 0; count <= Places.Length; count++)
        {
            (low[count], value[count]) = (Places[Math.Max(count - 1, 0)], Values[Math.Max(count - 1, 0)]);
            if (count > 0 && count < Places.Length)
                (width[count], rise[count]) = (Places[count] - Places[count - 1], Values[count] - Values[count - 1]);
        }

        var at = graph.Cast(
            graph.MachineLearningNode("TreeEnsembleRegressor", x, search.ToSettings(targets: 1)), OnnxType.Int64);
        OnnxValue Look(double[] table) => graph.Gather(graph.Vector(table), at, 0);
        var part = graph.Divide(graph.Subtract(graph.Cast(x, OnnxType.Double), Look(low)), Look(width));
        return graph.Add(Look(value), graph.Multiply(part, Look(rise)));
    }

    /// <summary>The points in ascending order, those of equal x as one; the order among these changes no bit, as it is theirs.</summary>
    private static List<Block> Merged(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> weights, int[] order)
    {
        var merged = new List<Block>();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && x[order[end]] == x[order[start]])
                end++;
            var equal = order.AsSpan(start, end - start);
            equal.Sort();
            var (total, sum) = (0.0, 0.0);
            foreach (var point in equal)
            {
                var weight = weights.IsEmpty ? 1.0 : weights[point];
                total += weight;
                sum += weight * y[point];
            }

            if (total > 0)
                merged.Add(new Block(x[order[start]], x[order[start]], total, sum));
            start = end;
        }

        return merged;
    }

    /// <summary>Joins neighbours until no block's mean is below that of the one before.</summary>
    private static List<Block> Pool(List<Block> points)
    {
        var blocks = new List<Block>();
        foreach (var point in points)
        {
            var block = point;
            while (blocks.Count > 0 && blocks[^1].Mean >= block.Mean)
            {
                var before = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                block = new Block(before.First, block.Last, before.Weight + block.Weight, before.Sum + block.Sum);
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private static IEnumerable<(double Place, double Value)> Ends(Block block) =>
        block.First == block.Last ? [(block.First, block.Mean)] : [(block.First, block.Mean), (block.Last, block.Mean)];

    private readonly record struct Block(double First, double Last, double Weight, double Sum)
    {
        public double Mean => Sum / Weight;
    }
}
