using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Missing;

/// <summary>Column types that can miss values: Single and Double, which miss a value as NaN.</summary>
internal static class MissingValues
{
    public static bool CanMiss(DataViewType itemType) => itemType == NumberDataViewType.Single || itemType == NumberDataViewType.Double;

    /// <summary>Whether a vector has a value that is NaN.</summary>
    public static bool Any<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (T.IsNaN(value))
                return true;
        }

        return false;
    }
}
