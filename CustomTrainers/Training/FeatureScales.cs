using System.Numerics.Tensors;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Finds features of very different size, which a network learns badly from: the large ones drown the small ones.</summary>
internal static class FeatureScales
{
    /// <summary>
    /// How many times wider than another a feature's range must be to be remarked. Above 255, so that pixels that were not scaled are not:
    /// one of them may be 0 everywhere but for a single 1.
    /// </summary>
    private const double Most = 300;

    /// <summary>The sentences to warn with; null where the ranges are alike. Constant features have no range.</summary>
    /// <param name="rows">The rows to train on.</param>
    /// <param name="column">The column of features.</param>
    public static string? Remark(LabeledRows rows, DataViewSchema.Column column)
    {
        if (!rows.Pixels.IsEmpty)
            return null;
        var (least, greatest) = (new float[rows.Width], new float[rows.Width]);
        Array.Fill(least, float.PositiveInfinity);
        Array.Fill(greatest, float.NegativeInfinity);
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows.Features.Span.Slice(row * rows.Width, rows.Width);
            TensorPrimitives.Min(least, values, least);
            TensorPrimitives.Max(greatest, values, greatest);
        }

        int small = -1, large = -1;
        for (var slot = 0; slot < rows.Width; slot++)
        {
            if (Range(slot) == 0)
                continue;
            small = small < 0 || Range(slot) < Range(small) ? slot : small;
            large = large < 0 || Range(slot) > Range(large) ? slot : large;
        }

        return small >= 0 && Range(large) > Most * Range(small)
            ? FormattableString.Invariant(
                $"The features of column '{column.Name}' are of very different size: {SlotNames.Words(column, large)} runs from ")
                + FormattableString.Invariant(
                    $"{least[large]} to {greatest[large]}, {SlotNames.Words(column, small)} from {least[small]} to {greatest[small]}. ")
                + "A network learns little from the small ones. Bring all to one scale before the trainer: "
                + $"Transforms.NormalizeMeanVariance(\"{column.Name}\")."
            : null;

        double Range(int slot) => (double)greatest[slot] - least[slot];
    }
}
