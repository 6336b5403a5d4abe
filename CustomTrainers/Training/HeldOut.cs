using MlPipelines.Numerics.Randomness;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Which rows are held out from training, chosen by a seed.</summary>
internal static class HeldOut
{
    /// <summary>Tells for each of a number of rows whether it is held out; a share of them is, rounded to whole rows.</summary>
    /// <exception cref="InvalidOperationException">The share leaves no row on one side.</exception>
    public static bool[] Choose(int count, double fraction, int seed)
    {
        var held = (int)Math.Round(count * fraction);
        if (held == 0 || held == count)
            throw new InvalidOperationException($"A validation fraction of {fraction} of {count} rows leaves {held} to validate on and {count - held} to train on; both need at least 1.");
        var order = new int[count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        new Xoshiro256(seed, RandomPurpose.HoldingOut).Shuffle(order.AsSpan());
        var isHeld = new bool[count];
        foreach (var row in order.AsSpan(0, held)) isHeld[row] = true;
        return isHeld;
    }
}
