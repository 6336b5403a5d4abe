namespace Microsoft.ML.Data;

/// <summary>Random orders.</summary>
internal static class Shuffling
{
    /// <summary>A random permutation of 0 … count - 1.</summary>
    public static int[] Permutation(Random random, int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle(random, order);
        return order;
    }

    /// <summary>Shuffles in place (Fisher and Yates, from the front: each place gets one of the items from it on).</summary>
    public static void Shuffle<T>(Random random, Span<T> items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var other = i + random.Next(items.Length - i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
