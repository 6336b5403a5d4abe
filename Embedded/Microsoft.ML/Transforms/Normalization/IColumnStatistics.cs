using System.Numerics;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>Gathers what a normalizer needs to know of each slot of a column, row by row.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IColumnStatistics<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes a row whose every slot is given.</summary>
    /// <param name="values">[slots]</param>
    void AddDense(ReadOnlySpan<T> values);

    /// <summary>Takes a row of which the slots in <paramref name="indices"/> are given and the others are zero.</summary>
    void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<T> values);
}
