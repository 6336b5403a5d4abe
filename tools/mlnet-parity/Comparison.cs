using System.Globalization;

namespace MlPipelines.MLNetParity;

/// <summary>Two runs of one program, compared.</summary>
/// <param name="Values">How many values the genuine run printed.</param>
/// <param name="LargestDifference">The largest |found − genuine| / max(1, |genuine|) over the numbers.</param>
/// <param name="Mismatches">A sentence for each value that differs by more than the tolerance.</param>
public sealed record Comparison(int Values, double LargestDifference, IReadOnlyList<string> Mismatches)
{
    /// <summary>Whether the runs agree.</summary>
    public bool Agrees => Mismatches.Count == 0;

    /// <summary>Runs a program and compares it with its genuine run. One that fails does not agree.</summary>
    public static Comparison Of(ParityProgram program, Transcript genuine)
    {
        var ended = program.TryExecute(out var found, out var error);
        var comparison = Of(genuine, found, program.Tolerance);
        return ended ? comparison : comparison with { Mismatches = [$"failed after {found.Entries.Count} values: {error}", .. comparison.Mismatches] };
    }

    /// <summary>Compares value by value: numbers within the tolerance, all else to the letter.</summary>
    public static Comparison Of(Transcript genuine, Transcript found, double tolerance)
    {
        var mismatches = new List<string>();
        var largest = 0.0;
        if (genuine.Entries.Count != found.Entries.Count)
            mismatches.Add($"{found.Entries.Count} values, genuine {genuine.Entries.Count}");
        foreach (var (expected, actual) in genuine.Entries.Zip(found.Entries))
        {
            if (expected.Name != actual.Name)
            {
                mismatches.Add($"{actual.Name} where the genuine run has {expected.Name}");
                break;
            }
            var difference = Difference(expected.Value, actual.Value);
            largest = Math.Max(largest, double.IsFinite(difference) ? difference : 0);
            if (!(difference <= tolerance))
                mismatches.Add($"{actual.Name} is {actual.Value}, genuine {expected.Value}");
        }
        return new Comparison(genuine.Entries.Count, largest, mismatches);
    }

    private static double Difference(string expected, string actual)
    {
        if (expected == actual)
            return 0;
        return double.TryParse(expected, CultureInfo.InvariantCulture, out var x) && double.TryParse(actual, CultureInfo.InvariantCulture, out var y)
            ? Math.Abs(x - y) / Math.Max(1, Math.Abs(x))
            : double.PositiveInfinity;
    }
}
