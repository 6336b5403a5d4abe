using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>What the inputs of a network for tables are: numbers, and categories that are one-hot.</summary>
/// <param name="Count">Inputs of a row, at least 1.</param>
/// <param name="Categories">The slots of each category, which do not overlap; all other slots are numbers.</param>
public sealed record TableFeatures(int Count, ValueSequence<SlotRange> Categories)
{
    /// <summary>Inputs that are all numbers.</summary>
    public TableFeatures(int count)
        : this(count, [])
    {
    }

    /// <summary>The slots that are numbers, ascending.</summary>
    internal int[] Numbers
    {
        get
        {
            var taken = new bool[Count];
            foreach (var range in Categories)
                Array.Fill(taken, true, range.Start, range.Count);
            return [.. Enumerable.Range(0, Count).Where(slot => !taken[slot])];
        }
    }

    /// <exception cref="ArgumentException">A range lies outside the inputs, or two overlap.</exception>
    internal void Validate()
    {
        NetworkParts.RequirePositive(Count, nameof(Count), "A network needs at least 1 input");
        ArgumentNullException.ThrowIfNull(Categories);
        var end = 0;
        foreach (var range in Categories.OrderBy(range => range.Start))
        {
            if (range.Count < 1 || range.Start < end || range.Start + (long)range.Count > Count)
            {
                throw new ArgumentException(
                    $"The slots {range.Start} to {range.Start + range.Count - 1} of a category overlap another's or lie outside the "
                    + $"{Count} inputs.", nameof(Categories));
            }

            end = range.Start + range.Count;
        }
    }
}

/// <summary>Neighbouring inputs.</summary>
/// <param name="Start">The first one, from 0.</param>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct SlotRange(int Start, int Count)
{
    internal IEnumerable<int> Slots => Enumerable.Range(Start, Count);
}
