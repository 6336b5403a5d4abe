using MlPipelines.Numerics.Calibration;

namespace MlPipelines.Numerics.Ensembles;

/// <summary>
/// Chooses how much each member of an ensemble counts, from predictions of rows that the members were not trained on: greedy selection with
/// replacement (Caruana, Niculescu-Mizil, Crew and Ksikes, 2004, "Ensemble selection from libraries of models",
/// doi:10.1145/1015330.1015432).
/// </summary>
/// <remarks>
/// It starts with the best members, as many of them as give the least loss together. Then each round adds the member, chosen ones among
/// them, with which the mean of all predictions has the least loss. Of equal losses the earlier member counts. The result is the best of
/// all rounds, the first of equals; a member's weight is its share of the choices.
/// </remarks>
public sealed class EnsembleSelection
{
    private EnsembleSelection(double[] weights, double[] memberLosses, double loss, int rounds)
    {
        Weights = weights;
        MemberLosses = memberLosses;
        Loss = loss;
        Rounds = rounds;
    }

    /// <summary>[members], summing to 1; 0 for a member that is not used.</summary>
    public double[] Weights { get; }

    /// <summary>[members]: the mean loss of each member by itself.</summary>
    public double[] MemberLosses { get; }

    /// <summary>The mean loss of the weighted mean. It is chosen to be small on these rows; on others it will be a little higher.</summary>
    public double Loss { get; }

    /// <summary>How many choices the weights are shares of.</summary>
    public int Rounds { get; }

    /// <summary>
    /// Selects by the log-loss, −ln of the probability of the row's class; one below <see cref="ProbabilityCalibration.Floor"/> counts as
    /// that.
    /// </summary>
    /// <param name="predictions">[members][rows, classes]: probabilities, of which each row sums to 1.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="labels">[rows]: classes from 0.</param>
    /// <param name="weights">[rows], at least 0; empty where all count the same.</param>
    /// <param name="rounds">Most choices, at least 1. More give finer weights.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or something is out of its range; the message says where.</exception>
    public static EnsembleSelection OfClasses(
        IReadOnlyList<float[]> predictions, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, int rounds)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var total = 0.0;
        // The loss knows the probability of the row's class alone, and the mean of probabilities is linear in each of them.
        var right = new float[predictions.Count][];
        for (var member = 0; member < right.Length; member++)
        {
            total = CalibrationRows.Require(predictions[member], classes, labels, weights);
            right[member] = new float[labels.Length];
            for (var row = 0; row < labels.Length; row++)
                right[member][row] = predictions[member][(row * classes) + labels[row]];
        }

        return Select(right, new LogLoss(), new float[labels.Length], weights, total, rounds);
    }

    /// <summary>Selects by the squared error.</summary>
    /// <param name="predictions">[members][rows], finite.</param>
    /// <param name="targets">[rows], finite.</param>
    /// <param name="weights">[rows], at least 0; empty where all count the same.</param>
    /// <param name="rounds">Most choices, at least 1. More give finer weights.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or something is out of its range; the message says where.</exception>
    public static EnsembleSelection OfNumbers(
        IReadOnlyList<float[]> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int rounds)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        for (var member = 0; member < predictions.Count; member++)
        {
            if (predictions[member].Length != targets.Length || targets.IsEmpty)
            {
                throw new ArgumentException(
                    $"Member {member} has {predictions[member].Length} predictions for {targets.Length} rows; as many were expected, and "
                    + "at least one.",
                    nameof(predictions));
            }

            var bad = Array.FindIndex(predictions[member], value => !float.IsFinite(value));
            if (bad >= 0)
            {
                throw new ArgumentException(
                    $"Member {member} predicts {predictions[member][bad]} for row {bad}, where a finite number was expected.",
                    nameof(predictions));
            }
        }

        return Select(predictions, new SquaredError(), targets, weights, TotalOf(targets, weights), rounds);
    }

    private static double TotalOf(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        if (!weights.IsEmpty && weights.Length != targets.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {targets.Length} rows.", nameof(weights));
        var total = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            if (!float.IsFinite(targets[row]) || !(float.IsFinite(weight) && weight >= 0))
            {
                throw new ArgumentException(
                    $"Row {row} has the target {targets[row]} and the weight {weight}, where finite numbers were expected, the weight at "
                    + "least 0.",
                    nameof(targets));
            }

            total += weight;
        }

        return total > 0 ? total : throw new ArgumentException("All rows have the weight 0; at least one must count.", nameof(weights));
    }

    private static EnsembleSelection Select<TLoss>(
        IReadOnlyList<float[]> predictions, TLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, double total, int rounds)
        where TLoss : struct, ILoss
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        if (predictions.Count == 0)
            throw new ArgumentException("There are no members to select from.", nameof(predictions));
        var sums = new double[targets.Length];
        var losses = new double[predictions.Count];
        for (var member = 0; member < losses.Length; member++)
            losses[member] = MeanLoss(loss, sums, predictions[member], 1, targets, weights, total);

        var (counts, best, bestLoss) = (new int[losses.Length], new int[losses.Length], double.PositiveInfinity);
        var chosen = 0;
        int[] order = [.. Enumerable.Range(0, losses.Length).OrderBy(member => losses[member])];
        foreach (var member in order.AsSpan(0, Math.Min(order.Length, rounds)))
        {
            var together = MeanLoss(loss, sums, predictions[member], chosen + 1, targets, weights, total);
            Choose(member, together);
        }

        // The choice goes on from the best start.
        (chosen, sums) = (best.Sum(), SumOf(predictions, best));
        best.CopyTo(counts, 0);
        while (chosen < rounds)
        {
            var (next, least) = (-1, double.PositiveInfinity);
            for (var member = 0; member < losses.Length; member++)
            {
                var together = MeanLoss(loss, sums, predictions[member], chosen + 1, targets, weights, total);
                if (together < least || next < 0)
                    (next, least) = (member, together);
            }

            Choose(next, least);
        }

        var count = best.Sum();
        return new EnsembleSelection([.. best.Select(times => (double)times / count)], losses, bestLoss, count);

        void Choose(int member, double together)
        {
            counts[member]++;
            chosen++;
            for (var row = 0; row < sums.Length; row++)
                sums[row] += predictions[member][row];
            if (!(together < bestLoss))
                return;
            bestLoss = together;
            counts.CopyTo(best, 0);
        }
    }

    private static double[] SumOf(IReadOnlyList<float[]> predictions, int[] counts)
    {
        var sums = new double[predictions[0].Length];
        for (var member = 0; member < counts.Length; member++)
        {
            for (var row = 0; row < sums.Length && counts[member] > 0; row++)
                sums[row] += counts[member] * predictions[member][row];
        }

        return sums;
    }

    /// <summary>The mean loss of (sums + one more prediction) / count.</summary>
    private static double MeanLoss<TLoss>(
        TLoss loss, double[] sums, float[] added, int count, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, double total)
        where TLoss : struct, ILoss
    {
        var sum = 0.0;
        for (var row = 0; row < sums.Length; row++)
            sum += (weights.IsEmpty ? 1 : weights[row]) * loss.Of((sums[row] + added[row]) / count, targets[row]);
        return sum / total;
    }

    private interface ILoss
    {
        double Of(double prediction, float target);
    }

    /// <summary>Of the probability of the row's class; there is no other target.</summary>
    private readonly struct LogLoss : ILoss
    {
        public double Of(double prediction, float target) => -Math.Log(Math.Max(prediction, ProbabilityCalibration.Floor));
    }

    private readonly struct SquaredError : ILoss
    {
        public double Of(double prediction, float target) => (prediction - target) * (prediction - target);
    }
}
