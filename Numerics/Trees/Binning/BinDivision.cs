namespace MlPipelines.Numerics.Trees;

/// <summary>How a feature with more distinct values than bins is divided.</summary>
public enum BinDivision
{
    /// <summary>One bin after the other is filled with its share of the rows; a value that fills one by itself has it alone.</summary>
    Filled,

    /// <summary>
    /// Where bins that are filled are not even, because some values have many rows, bins are halved instead, the one that gains most first, and boundaries
    /// moved until the sum of the bins' squared rows falls no more (<see cref="EvenBins"/>).
    /// </summary>
    Halved,
}
