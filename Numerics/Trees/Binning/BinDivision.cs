namespace MlPipelines.Numerics.Trees;

/// <summary>How a feature with more distinct values than bins is divided.</summary>
public enum BinDivision
{
    /// <summary>One bin after the other is filled with its share of the rows; a value that fills one by itself has it alone.</summary>
    Filled,

    /// <summary>
    /// Bins are halved, the one that gains most first, and boundaries moved until the sum of the bins' squared rows falls no more, as in ML.NET's FastTree; but
    /// only where that leaves less than half of the squares that values add by sharing a bin (<see cref="EvenBins.Sharing"/>); else filled one after the other, as
    /// where values are nearly all different.
    /// </summary>
    Halved,
}
