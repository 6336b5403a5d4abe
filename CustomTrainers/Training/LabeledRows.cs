using Microsoft.ML;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Rows read from a data view: a matrix of features, and a label and a weight for each row.</summary>
/// <param name="Features">[rows, width], row-major; finite, or NaN where missing values are allowed.</param>
/// <param name="Width">Features of a row.</param>
/// <param name="Labels">[rows]; classes from 0, or targets.</param>
/// <param name="Weights">[rows], above 0; empty where all count the same.</param>
internal sealed record LabeledRows(Memory<float> Features, int Width, Memory<double> Labels, Memory<float> Weights)
{
    public int Count => Labels.Length;

    /// <summary>[rows, width], row-major, in place of <see cref="Features"/> where these are pixels; else empty.</summary>
    public Memory<byte> Pixels { get; init; }

    /// <summary>
    /// Parts the rows in two, both in their order: those to train on, and a share that is held out, chosen by the seed. Works in the rows'
    /// own memory, so that the data stays in memory once; these rows are not to be used any more.
    /// </summary>
    /// <param name="fraction">The share.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <param name="keepsClasses">Whether labels are classes, each of which keeps a row to train on.</param>
    /// <exception cref="InvalidOperationException">The share leaves no row on one side.</exception>
    public (LabeledRows Training, LabeledRows? HeldOut) HoldOut(double fraction, int seed, bool keepsClasses)
    {
        var isHeld = HeldOut.Choose(Count, fraction, seed);
        if (keepsClasses)
            HeldOut.KeepClasses(isHeld, Labels.Span);
        var held = isHeld.Count(h => h);
        if (held == 0)
            return (this, null);
        if (Pixels.IsEmpty)
            Partition(Features.Span, Width, isHeld, held);
        else
            Partition(Pixels.Span, Width, isHeld, held);
        Partition(Labels.Span, 1, isHeld, held);
        if (!Weights.IsEmpty)
            Partition(Weights.Span, 1, isHeld, held);
        return (Slice(0, Count - held), Slice(Count - held, held));
    }

    private LabeledRows Slice(int start, int count) => new(
        Features.IsEmpty ? default : Features.Slice(start * Width, count * Width), Width, Labels.Slice(start, count),
        Weights.IsEmpty ? default : Weights.Slice(start, count))
    {
        Pixels = Pixels.IsEmpty ? default : Pixels.Slice(start * Width, count * Width),
    };

    /// <summary>Moves the held rows to the end, both sides keeping their order.</summary>
    private static void Partition<T>(Span<T> values, int width, bool[] isHeld, int held)
    {
        var aside = new T[held * width];
        var (kept, taken) = (0, 0);
        for (var i = 0; i < isHeld.Length; i++)
        {
            var row = values.Slice(i * width, width);
            if (isHeld[i])
                row.CopyTo(aside.AsSpan(taken++ * width));
            else
                row.CopyTo(values[(kept++ * width)..]);
        }

        aside.CopyTo(values[(kept * width)..]);
    }
}

/// <summary>Which rows are held out from training, chosen by a seed.</summary>
internal static class HeldOut
{
    /// <summary>Tells for each of a number of rows whether it is held out; a share of them is, rounded to whole rows.</summary>
    /// <exception cref="InvalidOperationException">The share leaves no row on one side.</exception>
    public static bool[] Choose(int count, double fraction, int seed)
    {
        var held = (int)Math.Round(count * fraction);
        if (held == 0 || held == count)
        {
            throw new InvalidOperationException(
                $"A validation fraction of {fraction} of {count} rows leaves {held} to validate on and {count - held} to train on; both "
                + "need at least 1.");
        }

        var order = new int[count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new Xoshiro256(seed, RandomPurpose.HoldingOut).Shuffle(order.AsSpan());
        var isHeld = new bool[count];
        foreach (var row in order.AsSpan(0, held))
            isHeld[row] = true;
        return isHeld;
    }

    /// <summary>Gives the first held row of each class back that has no other to train on.</summary>
    public static void KeepClasses(bool[] isHeld, ReadOnlySpan<double> classes)
    {
        var trained = new HashSet<double>();
        for (var i = 0; i < isHeld.Length; i++)
        {
            if (!isHeld[i])
                trained.Add(classes[i]);
        }

        for (var i = 0; i < isHeld.Length; i++)
        {
            if (isHeld[i] && trained.Add(classes[i]))
                isHeld[i] = false;
        }
    }
}

/// <summary>How many rows a data view has.</summary>
internal static class RowCount
{
    /// <summary>
    /// What the view says, or else the rows that a cursor without columns passes; of rows with weights those whose weight is not 0.
    /// </summary>
    /// <exception cref="OverflowException">More than <see cref="int.MaxValue"/> rows.</exception>
    public static int Of(IDataView data, RowSource source, CancellationToken cancellation)
    {
        if (source.WeightColumnName is { } name)
            return Count(data, NumberColumn.Find(data.Schema, name, "example weight"), cancellation);
        return data.GetRowCount() is { } known ? checked((int)known) : Count(data, null, cancellation);
    }

    private static int Count(IDataView data, DataViewSchema.Column? weights, CancellationToken cancellation)
    {
        using var cursor = data.GetRowCursor(weights is { } column ? [column] : []);
        var getter = weights is { } weighted ? cursor.GetGetter<float>(weighted) : null;
        var weight = 1f;
        var count = 0;
        while (cursor.MoveNext())
        {
            getter?.Invoke(ref weight);
            if (weight != 0)
                count = checked(count + 1);
            if ((cursor.Position & 4095) == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        return count;
    }
}
