using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>
/// The graph that prepares an image of red, green and blue for the network of the package <c>Microsoft.ML.DnnImageFeaturizer.ResNet18</c>:
/// it turns the channels round and subtracts a mean image.
/// </summary>
internal static class PreparationGraph
{
    /// <summary>The mean image, [channels, side, side], its channels blue, green and red.</summary>
    /// <exception cref="InvalidDataException">The graph is another; the message says what is.</exception>
    public static (int Side, float[] Mean) Read(OnnxFile file)
    {
        var input = OnnxChecks.SingleInput(file);
        if (!file.Nodes.Select(node => node.Operator).SequenceEqual(["Split", "Concat", "Sub"]))
            throw OnnxChecks.Bad(file, $"its nodes are {string.Join(", ", file.Nodes.Take(8))}, where Split, Concat and Sub were expected");
        var (split, join, minus) = (file.Nodes[0], file.Nodes[1], file.Nodes[2]);
        var turned = split.Inputs.SequenceEqual([input]) && split.Outputs.Count == 3 && join.Inputs.SequenceEqual(split.Outputs.Reverse())
            && AxisOf(split) == 1 && AxisOf(join) == 1;
        if (!turned)
            throw OnnxChecks.Bad(file, $"{split} and {join} do not turn the three channels round");
        if (minus.Inputs.Count != 2 || join.Outputs.Count != 1 || minus.Inputs[0] != join.Outputs[0]
            || !file.Tensors.TryGetValue(minus.Inputs[1], out var mean))
        {
            throw OnnxChecks.Bad(file, $"{minus} does not subtract a mean image from the turned channels");
        }

        return (SideOf(file, mean), ValuesOf(mean));
    }

    private static long AxisOf(OnnxFileNode node) => node.Attributes.TryGetValue("axis", out var axis) ? axis.Integer : 0;

    private static int SideOf(OnnxFile file, Tensor mean)
    {
        int[] shape = [.. mean.Shape];
        return shape is [1, 3, var height, var width] && height == width ? height : throw OnnxChecks.Bad(
            file, $"the mean image has the shape [{string.Join(", ", shape)}], where [1, 3, side, side] was expected");
    }

    private static float[] ValuesOf(Tensor mean)
    {
        var values = new float[mean.Length];
        mean.CopyTo<float>(values);
        return values;
    }
}
