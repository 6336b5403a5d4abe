using System.Collections.Immutable;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Categories;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// The numbers that trees get beside the features of a row: for each category of many values the mean target of its value.
/// </summary>
/// <param name="Categories">The categories; their numbers follow the features in this order.</param>
internal sealed record TargetEncoding(ImmutableArray<TargetEncoding.Category> Categories)
{
    /// <summary>No category.</summary>
    public static TargetEncoding None { get; } = new([]);

    /// <summary>How many numbers a row gets.</summary>
    public int Count => Categories.Sum(category => category.Means.Length);

    /// <summary>The names of the numbers, in order.</summary>
    public IEnumerable<string> Names => Categories.SelectMany(category => category.Names);

    /// <summary>Writes the numbers of a row.</summary>
    /// <param name="features">The features of the row, which stand before them.</param>
    /// <param name="numbers">[<see cref="Count"/>], overwritten.</param>
    public void Encode(ReadOnlySpan<float> features, Span<float> numbers)
    {
        var at = 0;
        foreach (var category in Categories)
        {
            var value = category.Source.Read(features);
            foreach (var means in category.Means)
                numbers[at++] = means[value];
        }
    }

    /// <summary>The numbers as ONNX operators: tables of means by value, then what stands for other values, and NaN for none.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[batch, features] of float.</param>
    /// <returns>For each category [batch, its numbers] of float.</returns>
    public IEnumerable<OnnxValue> ToOnnx(OnnxGraph graph, OnnxValue features)
    {
        foreach (var category in Categories)
        {
            // The means of all classes have the same values.
            var count = category.Means.Max(means => means.Means.Length);
            var place = category.Source.ToOnnx(graph, features, count);
            float[][] tables =
                [.. category.Means.Select(means => (float[])[.. Enumerable.Range(0, count).Select(i => means[i]), means.Prior, float.NaN])];
            yield return graph.Concat(1, [.. tables.Select(table => graph.Gather(graph.Vector(table), place, 0))]);
        }
    }

    /// <summary>A category of many values.</summary>
    /// <param name="Source">Where it is.</param>
    /// <param name="Means">For each class its shares by value; of two classes those of the second alone; else the mean targets.</param>
    /// <param name="Names">The name of each of these.</param>
    internal sealed record Category(CategorySource Source, CategoryMeans[] Means, string[] Names);
}

/// <summary>Where a category stands among the features of a row.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Start">Its first slot.</param>
/// <param name="Slots">1 where the slot holds the category's number; more where it is one-hot.</param>
internal sealed record CategorySource(string Name, int Start, int Slots)
{
    /// <summary>The value of a row, from 0; -1 where it is missing, and where a one-hot category has no slot for it.</summary>
    /// <param name="features">The features of the row.</param>
    public int Read(ReadOnlySpan<float> features)
    {
        if (Slots > 1)
            return features.Slice(Start, Slots).IndexOfAnyExceptInRange(0f, 0f);
        var code = features[Start];
        return code is >= 0 and < CategoryColumn.MaximumCount ? (int)code : -1;
    }

    /// <summary>What <see cref="Read"/> gives as ONNX operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[batch, features] of float.</param>
    /// <param name="count">Values that are told apart.</param>
    /// <returns>[batch, 1] of whole numbers: the value, the count for any further one, and the count plus 1 for a missing one.</returns>
    public OnnxValue ToOnnx(OnnxGraph graph, OnnxValue features, int count)
    {
        var slots = graph.Columns(features, Enumerable.Range(Start, Slots));
        var (most, missing) = (graph.Number((long)count), graph.Number(count + 1L));
        if (Slots > 1)
        {
            var isSet = graph.Cast(graph.Apply("Not", graph.Node("Equal", [slots, graph.Number(0f)])), OnnxType.Single);
            var first = graph.Node("ArgMax", [isSet], OnnxSetting.Of("axis", 1), OnnxSetting.Of("keepdims", 1));
            var any = graph.Node("Greater", [graph.Reduce("ReduceMax", isSet, 1, keep: true), graph.Number(0f)]);
            return graph.Where(any, graph.Min(first, most), missing);
        }

        var isValue = graph.Node(
            "And",
            [
                graph.Apply("Not", graph.Node("Less", [slots, graph.Number(0f)])),
                graph.Node("Less", [slots, graph.Number((float)CategoryColumn.MaximumCount)]),
            ]);
        var value = graph.Cast(graph.Where(isValue, slots, graph.Number(0f)), OnnxType.Int64);
        return graph.Where(isValue, graph.Min(value, most), missing);
    }
}
