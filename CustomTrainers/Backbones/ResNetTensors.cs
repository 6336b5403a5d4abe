using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones;

/// <summary>
/// The tensors of a residual network of basic blocks without its head, under torchvision's names: which there must be, and in which shape.
/// </summary>
internal static class ResNetTensors
{
    /// <summary>Stages of blocks; stage s from 1 has 64 · 2^(s − 1) filters.</summary>
    public const int Stages = 4;

    /// <summary>Channels of an image.</summary>
    public const int Channels = 3;

    /// <summary>Numbers that describe one image: the filters of the last stage.</summary>
    public const int Features = 512;

    /// <summary>Filters of a stage.</summary>
    /// <param name="stage">From 1.</param>
    public static int FiltersOf(int stage) => 32 << stage;

    /// <summary>
    /// The tensors that the network takes, in its order. A missing one, one of another shape or element type, and one that the network
    /// does not have are refused; so are numbers that are not finite.
    /// </summary>
    /// <param name="tensors">By name; those of the head are left out already.</param>
    /// <param name="blocks">Blocks of each stage.</param>
    /// <param name="name">What errors call the source: a file's path.</param>
    /// <exception cref="InvalidDataException">The tensors are not those of the network; the message names the first one.</exception>
    public static IReadOnlyList<Tensor> Take(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<int> blocks, string name)
    {
        var taken = new List<Tensor>();
        foreach (var (expected, shape) in Expected(blocks))
        {
            if (!tensors.TryGetValue(expected, out var tensor))
            {
                throw new InvalidDataException($"'{name}' has no tensor '{expected}', where one of the shape [{string.Join(", ", shape)}] "
                    + $"was expected: a ResNet of the blocks {string.Join(", ", blocks)} has it. Only residual networks of basic blocks "
                    + "with torchvision's names can be loaded.");
            }

            Check(tensor, shape, name);
            taken.Add(tensor);
        }

        var known = taken.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var extra = tensors.Keys.Where(key => !known.Contains(key)).ToList();
        return extra.Count == 0 ? taken : throw new InvalidDataException(
            $"'{name}' has the tensor '{extra[0]}'{(extra.Count > 1 ? $" and {extra.Count - 1} others" : "")}, which a ResNet of the "
                + $"blocks {string.Join(", ", blocks)} does not have.");
    }

    private static IEnumerable<(string Name, int[] Shape)> Expected(IReadOnlyList<int> blocks)
    {
        var from = FiltersOf(1);
        IEnumerable<(string, int[])> all = Convolution("conv1", "bn1", Channels, from, 7);
        for (var stage = 1; stage <= blocks.Count; stage++)
        {
            for (var block = 0; block < blocks[stage - 1]; block++)
            {
                var (path, filters) = ($"layer{stage}.{block}.", FiltersOf(stage));
                all = all.Concat(Convolution($"{path}conv1", $"{path}bn1", from, filters, 3))
                    .Concat(Convolution($"{path}conv2", $"{path}bn2", filters, filters, 3));
                if (from != filters)
                    all = all.Concat(Convolution($"{path}downsample.0", $"{path}downsample.1", from, filters, 1));
                from = filters;
            }
        }

        return all;
    }

    private static IEnumerable<(string Name, int[] Shape)> Convolution(
        string convolution, string normalization, int from, int to, int kernel)
    {
        yield return ($"{convolution}.weight", [to, from, kernel, kernel]);
        foreach (var part in (string[])["weight", "bias", "running_mean", "running_var"])
            yield return ($"{normalization}.{part}", [to]);
    }

    private static void Check(Tensor tensor, int[] shape, string name)
    {
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException($"'{name}' has the tensor '{tensor.Name}' of the shape [{string.Join(", ", tensor.Shape)}], "
                + $"where [{string.Join(", ", shape)}] was expected.");
        }

        if (tensor.Type != TensorType.Float32)
        {
            throw new InvalidDataException($"'{name}' has the tensor '{tensor.Name}' of the element type {tensor.Type}, where "
                + $"{TensorType.Float32} was expected: save the model in single precision.");
        }

        var values = new float[tensor.Length];
        tensor.CopyTo<float>(values);
        var wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        if (wrong >= 0)
        {
            throw new InvalidDataException(
                $"'{name}' has the number {values[wrong]} in '{tensor.Name}' at {wrong}, where finite ones were expected.");
        }

        if (tensor.Name.EndsWith("running_var", StringComparison.Ordinal) && values.Any(value => value < 0))
            throw new InvalidDataException($"'{name}' has a variance below 0 in '{tensor.Name}'.");
    }
}
