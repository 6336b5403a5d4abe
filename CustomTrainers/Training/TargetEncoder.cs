using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Categories;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Notes the categories of training rows as these are read, and makes of those with many values the numbers that trees get beside them.
/// </summary>
/// <param name="sources">Categories that may have many values.</param>
/// <param name="leastValues">How many values a category must have among the rows.</param>
/// <param name="classNames">What each class is called; null where the target is a number.</param>
/// <param name="given">The encoding of trees to go on from, which stays as it is; null where there are none.</param>
internal sealed class TargetEncoder(
    IReadOnlyList<CategorySource> sources, int leastValues, IReadOnlyList<string>? classNames, TargetEncoding? given)
{
    private readonly CategorySource[] _sources = given is null ? [.. sources] : [.. given.Categories.Select(c => c.Source)];
    private readonly List<int>[] _values =
        [.. (given is null ? sources : given.Categories.Select(c => c.Source)).Select(_ => new List<int>())];

    /// <summary>Notes a training row.</summary>
    public void Add(ReadOnlySpan<float> features)
    {
        for (var i = 0; i < _sources.Length; i++)
            _values[i].Add(_sources[i].Read(features));
    }

    /// <summary>The encoding of new rows, and the numbers of the training rows, which their own targets are not in.</summary>
    /// <param name="targets">[rows]: numbers, or classes from 0.</param>
    /// <param name="weights">[rows], or empty.</param>
    /// <param name="seed">Deals the rows to parts.</param>
    /// <returns>Numbers as [columns][rows].</returns>
    public (TargetEncoding Encoding, IReadOnlyList<float[]> Columns) Finish(float[] targets, float[] weights, int seed)
    {
        if (given is not null)
            return (given, [.. given.Categories.SelectMany((category, i) => category.Means.Select(m => Look(m, _values[i])))]);
        var categories = new List<TargetEncoding.Category>();
        var columns = new List<float[]>();
        byte[]? parts = null;
        for (var i = 0; i < _sources.Length; i++)
        {
            int[] values = [.. _values[i]];
            if (values.Where(value => value >= 0).Distinct().Count() < leastValues)
                continue;
            parts ??= CategoryMeans.Deal(values.Length, seed);
            var count = Math.Max(_sources[i].Slots, values.Max() + 1);
            var means = new List<CategoryMeans>();
            foreach (var column in Targets(targets))
            {
                means.Add(CategoryMeans.Fit(values, column, weights, count));
                columns.Add(CategoryMeans.CrossFit(values, column, weights, count, parts));
            }

            categories.Add(new TargetEncoding.Category(_sources[i], [.. means], Names(_sources[i].Name)));
        }

        return (new TargetEncoding([.. categories]), columns);
    }

    private static float[] Look(CategoryMeans means, List<int> values)
    {
        var column = new float[values.Count];
        for (var row = 0; row < column.Length; row++)
            column[row] = means[values[row]];
        return column;
    }

    private string[] Names(string category) => classNames switch
    {
        null => [$"mean target of {category}"],
        { Count: 2 } => [$"share of {classNames[1]} in {category}"],
        _ => [.. classNames.Select(name => $"share of {name} in {category}")],
    };

    /// <summary>The targets whose means are wanted: the numbers themselves, or 1 for the rows of a class and 0 for the others.</summary>
    private IEnumerable<float[]> Targets(float[] targets)
    {
        if (classNames is null)
        {
            yield return targets;
            yield break;
        }

        for (var k = classNames.Count == 2 ? 1 : 0; k < classNames.Count; k++)
            yield return Array.ConvertAll(targets, target => target == k ? 1f : 0f);
    }
}

/// <summary>Rows with the numbers of their categories.</summary>
internal static class EncodedRows
{
    /// <summary>Rows with the numbers of their categories behind their features; the rows themselves where there are none.</summary>
    public static LabeledRows Append(this TargetEncoding encoding, LabeledRows rows)
    {
        if (encoding.Count == 0)
            return rows;
        var width = rows.Width + encoding.Count;
        var features = new float[checked(rows.Count * width)];
        for (var row = 0; row < rows.Count; row++)
        {
            var all = features.AsSpan(row * width, width);
            rows.Features.Span.Slice(row * rows.Width, rows.Width).CopyTo(all);
            encoding.Encode(all[..rows.Width], all[rows.Width..]);
        }

        return rows with { Features = features, Width = width };
    }
}
