using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>What a normalizing estimator is to do with one column.</summary>
/// <param name="OutputName">The normalized column.</param>
/// <param name="InputName">The column to normalize.</param>
/// <param name="MaximumExampleCount">The first rows that are looked at.</param>
internal abstract record NormalizerColumn(string OutputName, string InputName, long MaximumExampleCount)
{
    /// <summary>Makes what learns the column while the cursor goes over the data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is none that can be normalized.</exception>
    public INormalizerFit CreateFit(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        Check.Param(MaximumExampleCount > 1, nameof(MaximumExampleCount), $"Must be greater than 1, not {MaximumExampleCount}.");
        int slots = column.Type.ValueCount();
        bool isVector = column.Type is VectorDataViewType;
        if (slots > 0 && column.Type.ItemType() == NumberDataViewType.Single)
            return CreateFit<float>(cursor, column, slots, isVector);
        if (slots > 0 && column.Type.ItemType() == NumberDataViewType.Double)
            return CreateFit<double>(cursor, column, slots, isVector);
        throw new ArgumentOutOfRangeException(nameof(column), $"Wrong column type for input column '{column.Name}'. Expected: Single, Double, Vector of Single or Vector of Double. Got: {column.Type}.");
    }

    protected abstract INormalizerFit CreateFit<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int slots, bool isVector)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
