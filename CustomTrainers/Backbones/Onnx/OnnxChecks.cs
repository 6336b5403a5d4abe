namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>What the graphs of a residual network and of its preparation are checked for.</summary>
internal static class OnnxChecks
{
    /// <summary>The graph's only input.</summary>
    public static string SingleInput(OnnxFile file)
    {
        var inputs = file.Inputs.ToList();
        return inputs.Count == 1 ? inputs[0] : throw Bad(file, $"it takes {inputs.Count} inputs, where one image was expected");
    }

    /// <summary>
    /// Refuses a window of another size, step or border. At the right and the bottom the border of a window with a step may be smaller by
    /// one: for images of an even size the windows are the same.
    /// </summary>
    public static void RequireWindow(OnnxFile file, OnnxFileNode node, int size, int stride, int padding)
    {
        RequireIntegers(file, node, "kernel_shape", [size, size]);
        if (stride != 1 || node.Attributes.ContainsKey("strides"))
            RequireIntegers(file, node, "strides", [stride, stride]);
        var pads = node.Attributes.TryGetValue("pads", out var given) ? given.Integers : [0, 0, 0, 0];
        var smaller = stride == 2 ? padding - 1 : padding;
        if (!pads.SequenceEqual([padding, padding, padding, padding]) && !pads.SequenceEqual([padding, padding, smaller, smaller]))
            throw Bad(file, $"{node} has the border [{string.Join(", ", pads)}], where {padding} pixels were expected");
        if (node.Attributes.TryGetValue("auto_pad", out var auto) && auto.Text is not ("" or "NOTSET"))
            throw Bad(file, $"{node} has auto_pad {auto.Text}, where NOTSET was expected");
        if (node.Attributes.TryGetValue("ceil_mode", out var ceiling) && ceiling.Integer != 0)
            throw Bad(file, $"{node} has ceil_mode {ceiling.Integer}, where 0 was expected");
    }

    /// <summary>Refuses other whole numbers than those expected; an attribute that is not there passes.</summary>
    public static void RequireIntegers(OnnxFile file, OnnxFileNode node, string attribute, long[] expected)
    {
        if (node.Attributes.TryGetValue(attribute, out var given) && !given.Integers.SequenceEqual(expected))
        {
            throw Bad(file, $"{node} has {attribute} [{string.Join(", ", given.Integers)}], where [{string.Join(", ", expected)}] was "
                + "expected");
        }
    }

    public static InvalidDataException Bad(OnnxFile file, string what) => new(
        $"'{file.Name}' is not the graph that was expected, a ResNet of basic blocks without its head, or its preparation of images: "
            + $"{what}. Other networks can be loaded as .pth or .safetensors with torchvision's names.");
}
