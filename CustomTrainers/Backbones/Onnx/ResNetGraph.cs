using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>
/// Follows the graph of a residual network of basic blocks (He et al. 2016, arXiv:1512.03385) from its input to its pooled features, and
/// gives each weight torchvision's name. A node with other settings, a node too many or a tensor too many is refused: the numbers of a
/// network that computes something else would be wrong without a sign.
/// </summary>
internal sealed class ResNetGraph
{
    private const double Epsilon = 1e-5;
    private readonly OnnxFile _file;
    private readonly ILookup<string, OnnxFileNode> _takers;
    private readonly HashSet<OnnxFileNode> _passed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<int> _blocks = [];
    private int _filters;

    private ResNetGraph(OnnxFile file)
    {
        _file = file;
        _takers = file.Nodes.SelectMany(node => node.Inputs.Distinct(), (node, input) => (node, input))
            .ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        var value = OnnxChecks.SingleInput(file);
        value = Pool(Rectify(Convolve(value, "conv1", "bn1", kernel: 7, stride: 2, out _filters)));
        _blocks.Add(0);
        while (_takers[value].Any(node => node.Operator == "Conv"))
            value = Block(value);
        End(value);
    }

    /// <summary>Blocks of each stage.</summary>
    public IReadOnlyList<int> Blocks => _blocks;

    /// <summary>The weights and statistics, by torchvision's names.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Follows the graph.</summary>
    /// <exception cref="InvalidDataException">The graph is another; the message names the file and the node.</exception>
    public static ResNetGraph Read(OnnxFile file) => new(file);

    private string Block(string value)
    {
        var filters = FiltersOf(Taker(value, "Conv", 3));
        var widens = filters != _filters;
        if (widens)
            _blocks.Add(0);
        var path = $"layer{_blocks.Count}.{_blocks[^1]++}.";
        var stride = widens ? 2 : 1;
        var body = Rectify(Convolve(value, $"{path}conv1", $"{path}bn1", 3, stride, out _));
        body = Convolve(body, $"{path}conv2", $"{path}bn2", 3, 1, out _);
        var shortcut = widens ? Convolve(value, $"{path}downsample.0", $"{path}downsample.1", 1, stride, out _) : value;
        var sum = Taker(body, "Add");
        if (!sum.Inputs.Order(StringComparer.Ordinal).SequenceEqual(new[] { body, shortcut }.Order(StringComparer.Ordinal)))
            throw Bad($"{sum} does not add the two paths of the block '{path[..^1]}'");
        _filters = filters;
        return Rectify(Pass(sum));
    }

    /// <summary>A convolution and the batch normalization behind it.</summary>
    private string Convolve(string value, string convolution, string normalization, int kernel, int stride, out int filters)
    {
        var conv = Taker(value, "Conv", kernel);
        if (conv.Inputs.Count != 2)
            throw Bad($"{conv} takes {conv.Inputs.Count} values, where 2 were expected: a convolution without bias");
        OnnxChecks.RequireWindow(_file, conv, kernel, stride, kernel / 2);
        OnnxChecks.RequireIntegers(_file, conv, "dilations", [1, 1]);
        if (conv.Attributes.TryGetValue("group", out var group) && group.Integer != 1)
            throw Bad($"{conv} works in {group.Integer} groups, where 1 was expected");
        filters = FiltersOf(conv);
        Take(conv.Inputs[1], $"{convolution}.weight");

        var batchNorm = Taker(Pass(conv), "BatchNormalization");
        if (batchNorm.Inputs.Count != 5)
            throw Bad($"{batchNorm} takes {batchNorm.Inputs.Count} values, where 5 were expected");
        var epsilon = batchNorm.Attributes.TryGetValue("epsilon", out var given) ? given.Single : Epsilon;
        if (Math.Abs(epsilon - Epsilon) > 1e-9)
            throw Bad($"{batchNorm} has the epsilon {epsilon}, where {Epsilon} was expected");
        if (batchNorm.Attributes.TryGetValue("spatial", out var spatial) && spatial.Integer != 1)
            throw Bad($"{batchNorm} normalizes each pixel, where each channel was expected");
        foreach (var (input, part) in batchNorm.Inputs.Skip(1).Zip((string[])["weight", "bias", "running_mean", "running_var"]))
            Take(input, $"{normalization}.{part}");
        return Pass(batchNorm);
    }

    private string Rectify(string value) => Pass(Taker(value, "Relu"));

    private string Pool(string value)
    {
        var pool = Taker(value, "MaxPool");
        OnnxChecks.RequireWindow(_file, pool, size: 3, stride: 2, padding: 1);
        return Pass(pool);
    }

    /// <summary>The mean over all pixels, which must be the graph's only output, and no node or tensor left over.</summary>
    private void End(string value)
    {
        var pool = _takers[value].FirstOrDefault(node => node.Operator == "GlobalAveragePool") ?? Taker(value, "AveragePool");
        if (pool.Operator == "AveragePool")
            OnnxChecks.RequireWindow(_file, pool, size: 7, stride: 1, padding: 0);
        var output = Pass(pool);
        if (_file.Outputs.Count != 1 || _file.Outputs[0] != output)
            throw Bad($"its outputs are '{string.Join("', '", _file.Outputs.Take(4))}', where '{output}' alone was expected");
        if (_file.Nodes.FirstOrDefault(node => !_passed.Contains(node)) is { } left)
            throw Bad($"it has the node {left}, which the network does not have");
        if (_file.Tensors.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } tensor)
            throw Bad($"it has the tensor '{tensor}', which no node takes");
    }

    /// <summary>The one node that takes the value first and computes the operation; a convolution by its kernel's size.</summary>
    private OnnxFileNode Taker(string value, string kind, int kernel = 0)
    {
        var found = _takers[value].Where(node => node.Operator == kind && (kernel == 0 || WeightOf(node).Shape[2] == kernel)).ToList();
        return found.Count == 1 && (kind == "Add" || found[0].Inputs[0] == value) ? found[0] : throw Bad(
            $"'{value}' is taken by {found.Count} nodes {kind}{(kernel == 0 ? "" : $" of {kernel} × {kernel}")}, where one was expected");
    }

    private string Pass(OnnxFileNode node)
    {
        if (!_passed.Add(node) || node.Outputs.Count != 1)
            throw Bad($"{node} is reached twice, or has not one output but {node.Outputs.Count}");
        return node.Outputs[0];
    }

    private int FiltersOf(OnnxFileNode convolution) => WeightOf(convolution).Shape[0];

    private Tensor WeightOf(OnnxFileNode convolution) =>
        convolution.Inputs.Count > 1 && _file.Tensors.TryGetValue(convolution.Inputs[1], out var weight) && weight.Shape.Count == 4
            ? weight
            : throw Bad($"{convolution} has no weight of 4 dimensions");

    private void Take(string tensor, string name)
    {
        if (!_file.Tensors.TryGetValue(tensor, out var found))
            throw Bad($"it has no tensor '{tensor}', which was to be '{name}'");
        if (!_used.Add(tensor))
            throw Bad($"two nodes take the tensor '{tensor}'");
        var values = new float[found.Length];
        found.CopyTo<float>(values);
        _tensors.Add(name, Tensor.Create<float>(name, found.Shape.ToArray(), values));
    }

    private InvalidDataException Bad(string what) => OnnxChecks.Bad(_file, what);
}
