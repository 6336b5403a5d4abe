namespace Microsoft.ML.Trainers.Examples;

/// <summary>The examples <c>Start</c> to <c>Start + Count</c> of one block.</summary>
internal readonly record struct ExampleRange(ExampleBlock Block, int Start, int Count)
{
    /// <summary>
    /// Cuts the set into <paramref name="parts"/> runs of (nearly) equal length, each a list of ranges of at most
    /// <paramref name="maximumRows"/> examples. The cut depends on these numbers alone, never on threads.
    /// </summary>
    public static ExampleRange[][] Partition(ExampleSet examples, int parts, int maximumRows)
    {
        var result = new ExampleRange[parts][];
        int block = 0, row = 0;
        for (int part = 0; part < parts; part++)
        {
            long begin = (long)examples.Count * part / parts;
            long end = (long)examples.Count * (part + 1) / parts;
            var ranges = new List<ExampleRange>();
            for (int left = (int)(end - begin); left > 0;)
            {
                ExampleBlock current = examples.Blocks[block];
                int rows = Math.Min(Math.Min(left, maximumRows), current.Count - row);
                if (rows > 0)
                    ranges.Add(new ExampleRange(current, row, rows));
                left -= rows;
                row += rows;
                if (row == current.Count)
                    (block, row) = (block + 1, 0);
            }

            result[part] = [.. ranges];
        }

        return result;
    }
}
