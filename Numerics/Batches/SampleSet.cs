using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Batches;

/// <summary>
/// Rows to learn from or to judge by: features row-major, one target per row, and if wanted a weight per row. Features are numbers, or
/// pixels of one byte each, which become numbers batch by batch. The memory is used as it is, not copied; it must not change while the
/// samples are in use.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SampleSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private SampleSet(ReadOnlyMemory<T> features, int columns, int count)
    {
        Features = features;
        Columns = columns;
        Count = count;
    }

    /// <summary>[count, columns], row-major, all finite; empty when the features are <see cref="Pixels"/>.</summary>
    public ReadOnlyMemory<T> Features { get; }

    /// <summary>[count, columns], row-major, whole numbers from 0 to 255; empty when the features are numbers.</summary>
    public ReadOnlyMemory<byte> Pixels { get; private init; }

    /// <summary>Features per row.</summary>
    public int Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of classes; 0 when the targets are numbers.</summary>
    public int Classes { get; private init; }

    /// <summary>Each row's class, 0 … <see cref="Classes"/> − 1; empty when the targets are numbers.</summary>
    public ReadOnlyMemory<int> Labels { get; private init; }

    /// <summary>Numbers per row to predict; 0 when the targets are classes.</summary>
    public int TargetColumns { get; private init; }

    /// <summary>[count, target columns], row-major, all finite; empty when the targets are classes.</summary>
    public ReadOnlyMemory<T> Targets { get; private init; }

    /// <summary>How much each row counts, at least 0; empty when all count the same.</summary>
    public ReadOnlyMemory<T> Weights { get; private init; }

    /// <summary>Rows whose targets are classes.</summary>
    /// <param name="features">Row-major, [rows, columns].</param>
    /// <param name="columns">Features per row, at least 1.</param>
    /// <param name="labels">A class for each row.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="weights">How much each row counts; empty for all alike.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a feature is NaN or infinite, a label is not in 0 … classes − 1, a
    /// weight is negative or not finite; row and column are named.</exception>
    public static SampleSet<T> Classification(
        ReadOnlyMemory<T> features, int columns, ReadOnlyMemory<int> labels, int classes, ReadOnlyMemory<T> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        SampleChecks.Features(features.Span, columns, labels.Length, "labels");
        SampleChecks.Labels(labels.Span, classes);
        SampleChecks.Weights(weights.Span, labels.Length);
        return new SampleSet<T>(features, columns, labels.Length) { Classes = classes, Labels = labels, Weights = weights };
    }

    /// <summary>Rows of pixels whose targets are classes.</summary>
    /// <param name="pixels">Row-major, [rows, columns]: a quarter of the memory that numbers take.</param>
    /// <param name="columns">Pixels per row, at least 1.</param>
    /// <param name="labels">A class for each row.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="weights">How much each row counts; empty for all alike.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a label is not in 0 … classes − 1, a weight is negative or not finite;
    /// row and column are named.</exception>
    public static SampleSet<T> PixelClassification(
        ReadOnlyMemory<byte> pixels, int columns, ReadOnlyMemory<int> labels, int classes, ReadOnlyMemory<T> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        SampleChecks.Length(pixels.Length, columns, labels.Length, "labels");
        SampleChecks.Labels(labels.Span, classes);
        SampleChecks.Weights(weights.Span, labels.Length);
        return new SampleSet<T>(default, columns, labels.Length)
        {
            Pixels = pixels,
            Classes = classes,
            Labels = labels,
            Weights = weights,
        };
    }

    /// <summary>Rows whose targets are numbers.</summary>
    /// <param name="features">Row-major, [rows, columns].</param>
    /// <param name="columns">Features per row, at least 1.</param>
    /// <param name="targets">Row-major, [rows, target columns].</param>
    /// <param name="targetColumns">Numbers per row to predict, at least 1.</param>
    /// <param name="weights">How much each row counts; empty for all alike.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a feature or target is NaN or infinite, a weight is negative or not
    /// finite; row and column are named.</exception>
    public static SampleSet<T> Regression(
        ReadOnlyMemory<T> features, int columns, ReadOnlyMemory<T> targets, int targetColumns = 1, ReadOnlyMemory<T> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetColumns, 1);
        if (targets.Length % targetColumns != 0)
            throw new ArgumentException($"{targets.Length} targets do not fill rows of {targetColumns}.", nameof(targets));
        var count = targets.Length / targetColumns;
        SampleChecks.Features(features.Span, columns, count, "target rows");
        SampleChecks.Finite(targets.Span, targetColumns, "target");
        SampleChecks.Weights(weights.Span, count);
        return new SampleSet<T>(features, columns, count) { TargetColumns = targetColumns, Targets = targets, Weights = weights };
    }

    /// <summary>Copies the features of some rows, as numbers, in the order asked for.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="rows">Numbers of rows, from 0.</param>
    /// <param name="target">[rows, columns], overwritten.</param>
    internal void Gather(WorkerPool workers, ReadOnlySpan<int> rows, Span<T> target)
    {
        if (Pixels.IsEmpty)
            RowGather<T>.Run(workers, Features.Span, rows, Columns, target);
        else
            PixelGather<T>.Run(workers, Pixels.Span, rows, Columns, target);
    }

    /// <summary>The features of rows that follow one another, as numbers.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">Rows.</param>
    /// <param name="room">Room for [count, columns] numbers, used only when the features are pixels.</param>
    internal ReadOnlySpan<T> Rows(int first, int count, Span<T> room)
    {
        if (Pixels.IsEmpty)
            return Features.Span.Slice(first * Columns, count * Columns);
        var numbers = room[..(count * Columns)];
        PixelGather<T>.Convert(Pixels.Span.Slice(first * Columns, numbers.Length), numbers);
        return numbers;
    }
}

/// <summary>Refuses what would make a silent wrong number later.</summary>
internal static class SampleChecks
{
    public static void Features<T>(ReadOnlySpan<T> features, int columns, int rows, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Length(features.Length, columns, rows, what);
        Finite(features, columns, "feature");
    }

    public static void Length(int features, int columns, int rows, string what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows == 0)
            throw new ArgumentException("There are no rows; at least 1 is needed.", nameof(features));
        if (features != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{rows} {what} with {columns} columns need {(long)rows * columns} features; found {features}.", nameof(features));
        }
    }

    public static void Finite<T>(ReadOnlySpan<T> values, int columns, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"The {what} in row {i / columns}, column {i % columns} (both from 0) is {values[i]}; it must be finite. Remove the "
                        + "row or replace missing values.", nameof(values));
            }
        }
    }

    public static void Labels(ReadOnlySpan<int> labels, int classes)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"The label in row {i} (from 0) is {labels[i]}; with {classes} classes it must be in 0 … "
                    + $"{classes - 1}.", nameof(labels));
            }
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
            {
                throw new ArgumentException(
                    $"The weight in row {i} (from 0) is {weights[i]}; it must be finite and at least 0.", nameof(weights));
            }

            sum += double.CreateTruncating(weights[i]);
        }

        if (sum <= 0)
            throw new ArgumentException("All weights are 0; at least one row must count.", nameof(weights));
    }
}
