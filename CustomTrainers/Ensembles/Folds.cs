using MlPipelines.Numerics.Randomness;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>Shares rows out among folds of nearly the same size, by a seed.</summary>
internal static class Folds
{
    /// <summary>What stands for a row that belongs to no fold.</summary>
    public const int None = -1;

    /// <summary>Shares the rows of each class out evenly; a class of fewer rows than folds is not in all of them.</summary>
    /// <param name="classes">[rows]: a class from 0; <see cref="None"/> for a row that belongs to no fold.</param>
    /// <param name="count">The folds.</param>
    /// <param name="seed">Chooses.</param>
    /// <returns>[rows]: the fold from 0, or <see cref="None"/>.</returns>
    public static int[] ByClass(ReadOnlySpan<int> classes, int count, int seed)
    {
        var rowsOf = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < classes.Length; row++)
        {
            if (classes[row] == None)
                continue;
            if (!rowsOf.TryGetValue(classes[row], out var rows))
                rowsOf.Add(classes[row], rows = []);
            rows.Add(row);
        }

        var folds = new int[classes.Length];
        Array.Fill(folds, None);
        var next = 0;
        foreach (var (label, rows) in rowsOf)
        {
            var order = rows.ToArray();
            Random(seed, label).Shuffle(order.AsSpan());
            // Each class begins where the last one ended, so that the folds' sizes differ by one at most.
            foreach (var row in order)
                folds[row] = next++ % count;
        }

        return folds;
    }

    /// <summary>Puts the rows of a group together: the largest groups first, each into the fold that has the fewest rows.</summary>
    /// <param name="groups">[rows]: a group from 0, numbered by its first row; <see cref="None"/> for a row of no fold.</param>
    /// <param name="count">The folds.</param>
    /// <param name="seed">Chooses among groups of one size.</param>
    /// <returns>[rows]: the fold from 0, or <see cref="None"/>.</returns>
    /// <exception cref="InvalidOperationException">There are fewer groups than folds.</exception>
    public static int[] ByGroup(ReadOnlySpan<int> groups, int count, int seed)
    {
        var sizes = new List<int>();
        foreach (var group in groups)
        {
            while (sizes.Count <= group)
                sizes.Add(0);
            if (group != None)
                sizes[group]++;
        }

        if (sizes.Count < count)
        {
            throw new InvalidOperationException(
                $"The rows are of {sizes.Count} groups, and {count} folds need at least {count}. Lower {nameof(EnsembleOptions.Folds)}.");
        }

        int[] order = [.. Enumerable.Range(0, sizes.Count)];
        Random(seed, 0).Shuffle(order.AsSpan());
        var (foldOf, rowsOf) = (new int[sizes.Count], new int[count]);
        foreach (var group in order.OrderByDescending(group => sizes[group]))
        {
            foldOf[group] = Array.IndexOf(rowsOf, rowsOf.Min());
            rowsOf[foldOf[group]] += sizes[group];
        }

        var folds = new int[groups.Length];
        for (var row = 0; row < folds.Length; row++)
            folds[row] = groups[row] == None ? None : foldOf[groups[row]];
        return folds;
    }

    private static Xoshiro256 Random(int seed, int turn) => new(seed, RandomPurpose.HoldingOut, turn);
}
