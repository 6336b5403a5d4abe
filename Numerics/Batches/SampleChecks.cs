using System.Numerics;

namespace MlPipelines.Numerics.Batches;

/// <summary>Refuses what would make a silent wrong number later.</summary>
internal static class SampleChecks
{
    public static void Features<T>(ReadOnlySpan<T> features, int columns, int rows, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows == 0)
            throw new ArgumentException("There are no rows; at least 1 is needed.", nameof(features));
        if (features.Length != (long)rows * columns)
            throw new ArgumentException($"{rows} {what} with {columns} columns need {(long)rows * columns} features; found {features.Length}.", nameof(features));
        Finite(features, columns, "feature");
    }

    public static void Finite<T>(ReadOnlySpan<T> values, int columns, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                throw new ArgumentException(
                    $"The {what} in row {i / columns}, column {i % columns} (both from 0) is {values[i]}; it must be finite. Remove the row or replace missing values.", nameof(values));
        }
    }

    public static void Labels(ReadOnlySpan<int> labels, int classes)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException($"The label in row {i} (from 0) is {labels[i]}; with {classes} classes it must be in 0 … {classes - 1}.", nameof(labels));
        }
    }

    public static void Weights<T>(ReadOnlySpan<T> weights, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.IsEmpty)
            return;
        if (weights.Length != rows)
            throw new ArgumentException($"{rows} rows need {rows} weights; found {weights.Length}.", nameof(weights));
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!T.IsFinite(weights[i]) || weights[i] < T.Zero)
                throw new ArgumentException($"The weight in row {i} (from 0) is {weights[i]}; it must be finite and at least 0.", nameof(weights));
            sum += double.CreateTruncating(weights[i]);
        }
        if (sum <= 0)
            throw new ArgumentException("All weights are 0; at least one row must count.", nameof(weights));
    }
}
