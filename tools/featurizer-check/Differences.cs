namespace MlPipelines.FeaturizerCheck;

/// <summary>
/// Largest differences between two sets of features. The bar is 1e-5 of the largest feature; where features are below 15, as at 224 × 224
/// pixels, that is about 1e-4 in itself.
/// </summary>
internal sealed class Differences
{
    private const double Bar = 1e-5;

    /// <summary>Whether every comparison so far was within the bar, and there was one.</summary>
    public bool Passed => _passed > 0 && _failed == 0;

    private int _passed, _failed;

    /// <summary>Compares and prints a line.</summary>
    public void Add(string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs)
    {
        if (ours.Length != theirs.Length || ours.IsEmpty)
            throw new InvalidDataException($"{what}: {ours.Length} features against {theirs.Length}.");
        var (largest, feature) = (0.0, 0.0);
        for (var i = 0; i < ours.Length; i++)
        {
            // A difference that is not a number is the largest of all.
            var difference = Math.Abs((double)ours[i] - theirs[i]);
            largest = difference <= largest ? largest : difference;
            feature = Math.Max(feature, Math.Abs(theirs[i]));
        }

        var good = largest <= Bar * feature;
        (_passed, _failed) = good ? (_passed + 1, _failed) : (_passed, _failed + 1);
        Console.WriteLine($"{(good ? "ok  " : "FAIL")} {what,-48} largest feature {feature,8:g4}  difference {largest:e2}, relative "
            + $"{largest / feature:e2}");
    }
}
