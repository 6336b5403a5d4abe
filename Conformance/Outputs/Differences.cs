using System.Globalization;

namespace MlPipelines.Conformance.Outputs;

/// <summary>How far two predictions of the same rows are apart.</summary>
/// <param name="Largest">The largest difference as a share of the larger number, or of 1; infinity where other things differ.</param>
/// <param name="Place">Where it is and what stands there; empty where nothing differs.</param>
internal sealed record Differences(double Largest, string Place)
{
    /// <summary>Compares the columns in their order, whatever they are called.</summary>
    public static Differences Between(Predictions expected, Predictions found)
    {
        if (expected.Count != found.Count)
            return Other($"{found.Count} rows came where {expected.Count} were expected");
        if (expected.Columns.Count != found.Columns.Count)
            return Other($"{found.Columns.Count} columns were added where {expected.Columns.Count} were expected");
        var worst = new Differences(0, "");
        for (var i = 0; i < expected.Columns.Count; i++)
        {
            var difference = Between(expected.Columns[i], found.Columns[i]);
            if (difference.Largest > worst.Largest)
                worst = difference;
        }

        return worst;
    }

    /// <summary>Why the predictions are not equal; null where they are, up to the tolerance.</summary>
    public string? Beyond(double tolerance) => Largest <= tolerance ? null : Place;

    private static Differences Between(PredictedColumn expected, PredictedColumn found)
    {
        if (!expected.Texts.SequenceEqual(found.Texts))
            return Other($"the texts of {expected.Name} differ");
        if (expected.Numbers.Length != found.Numbers.Length)
            return Other($"{expected.Name} has other values");
        var worst = new Differences(0, "");
        for (var row = 0; row < expected.Numbers.Length; row++)
        {
            var (a, b) = (expected.Numbers[row], found.Numbers[row]);
            if (a.Length != b.Length)
                return Other($"{expected.Name} of row {row} has {b.Length} values where {a.Length} were expected");
            for (var slot = 0; slot < a.Length; slot++)
            {
                var share = Share(a[slot], b[slot]);
                if (share > worst.Largest)
                    worst = new Differences(share, Describe(expected.Name, row, slot, a, b[slot], share));
            }
        }

        return worst;
    }

    private static double Share(double a, double b)
    {
        if (BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b)))
            return 0;
        var share = Math.Abs(a - b) / Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
        if (double.IsNaN(share))
            return double.PositiveInfinity;
        return share == 0 ? double.Epsilon : share; // 0 and −0
    }

    private static string Describe(string name, int row, int slot, double[] expected, double found, double share) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}{(expected.Length > 1 ? $"[{slot}]" : "")} of row {row} is {found:G9} where {expected[slot]:G9} was expected, "
        + $"{share:G2} apart");

    private static Differences Other(string place) => new(double.PositiveInfinity, place);
}
