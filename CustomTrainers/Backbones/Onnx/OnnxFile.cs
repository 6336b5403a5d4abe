using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>
/// The graph of an ONNX file (https://github.com/onnx/onnx, <c>onnx.proto</c>): its nodes, and its initializers as tensors. Only what a
/// network of <c>float</c> weights needs is read; other fields are passed over. The file may be hostile: every length is checked against
/// the message that it lies in, and every tensor against its shape.
/// </summary>
internal sealed class OnnxFile
{
    private const int Float = 1;
    private readonly byte[] _bytes;
    private readonly List<OnnxFileNode> _nodes = [];
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<string> _inputs = [];
    private readonly List<string> _outputs = [];

    private OnnxFile(byte[] bytes, string name)
    {
        _bytes = bytes;
        Name = name;
        FilePart? graph = null;
        for (var model = Fields(new FilePart(0, bytes.Length)); model.Next();)
        {
            if (model.Number != 7)
                continue;
            graph = graph is null ? PartOf(model) : throw Bad("it has two graphs, where one was expected");
        }

        ReadGraph(graph ?? throw Bad("it has no graph"));
    }

    /// <summary>What errors call the file: its path.</summary>
    public string Name { get; }

    /// <summary>The computations, in the order of the file.</summary>
    public IReadOnlyList<OnnxFileNode> Nodes => _nodes;

    /// <summary>The initializers by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Names of the values that the graph takes and that no initializer gives.</summary>
    public IEnumerable<string> Inputs => _inputs.Where(input => !_tensors.ContainsKey(input));

    /// <summary>Names of the values that the graph gives.</summary>
    public IReadOnlyList<string> Outputs => _outputs;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is not a sound ONNX file; the message says where.</exception>
    public static OnnxFile Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="bytes">The whole file; not to be changed any more.</param>
    /// <param name="name">What errors call it: its path.</param>
    /// <exception cref="InvalidDataException">The bytes are not a sound ONNX file; the message says where.</exception>
    public static OnnxFile Read(byte[] bytes, string name) => new(bytes, name);

    private void ReadGraph(FilePart part)
    {
        for (var graph = Fields(part); graph.Next();)
        {
            switch (graph.Number)
            {
                case 1:
                    _nodes.Add(ReadNode(PartOf(graph)));
                    break;
                case 5:
                    AddTensor(ReadTensor(PartOf(graph)));
                    break;
                case 11:
                    _inputs.Add(ReadValueName(PartOf(graph)));
                    break;
                case 12:
                    _outputs.Add(ReadValueName(PartOf(graph)));
                    break;
                case 15:
                    throw Bad("it has a sparse initializer; only whole tensors can be read");
            }
        }
    }

    private OnnxFileNode ReadNode(FilePart part)
    {
        var (name, kind, inputs, outputs) = ("", "", new List<string>(), new List<string>());
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        for (var node = Fields(part); node.Next();)
        {
            switch (node.Number)
            {
                case 1:
                    inputs.Add(TextOf(node));
                    break;
                case 2:
                    outputs.Add(TextOf(node));
                    break;
                case 3:
                    name = TextOf(node);
                    break;
                case 4:
                    kind = TextOf(node);
                    break;
                case 5:
                    var (key, attribute) = ReadAttribute(PartOf(node));
                    if (!attributes.TryAdd(key, attribute))
                        throw Bad($"the node '{name}' has two attributes '{key}'");
                    break;
                case 7 when TextOf(node) is { Length: > 0 } domain and not "ai.onnx":
                    throw Bad($"the node '{name}' is of the operators '{domain}'; only ONNX's own can be read");
            }
        }

        return new OnnxFileNode(kind, name, inputs, outputs, attributes);
    }

    private (string Name, OnnxAttribute Attribute) ReadAttribute(FilePart part)
    {
        var (name, single, integer, text, integers) = ("", 0f, 0L, "", new List<long>());
        for (var attribute = Fields(part); attribute.Next();)
        {
            switch (attribute.Number)
            {
                case 1:
                    name = TextOf(attribute);
                    break;
                case 2:
                    attribute.Require(WireFormat.WireType.Fixed32);
                    single = attribute.Single;
                    break;
                case 3:
                    attribute.Require(WireFormat.WireType.Varint);
                    integer = attribute.Integer;
                    break;
                case 4:
                    text = TextOf(attribute);
                    break;
                case 8:
                    attribute.AddIntegers(integers);
                    break;
            }
        }

        return (name, new OnnxAttribute(single, integer, text, integers));
    }

    private Tensor ReadTensor(FilePart part)
    {
        var (name, type, dimensions) = ("", 0L, new List<long>());
        var (raw, values) = ((FilePart?)null, new List<float>());
        for (var tensor = Fields(part); tensor.Next();)
        {
            switch (tensor.Number)
            {
                case 1:
                    tensor.AddIntegers(dimensions);
                    break;
                case 2:
                    tensor.Require(WireFormat.WireType.Varint);
                    type = tensor.Integer;
                    break;
                case 4 when tensor.Kind == WireFormat.WireType.Fixed32:
                    values.Add(tensor.Single);
                    break;
                case 4:
                    values.AddRange(FloatsOf(PartOf(tensor), "float_data"));
                    break;
                case 8:
                    name = TextOf(tensor);
                    break;
                case 9:
                    raw = PartOf(tensor);
                    break;
                case 13:
                case 14 when tensor.Integer != 0:
                    throw Bad($"the numbers of the tensor '{name}' are in another file; save the model with them inside");
            }
        }

        if (type != Float)
            throw Bad($"the tensor '{name}' has the element type {type}, where {Float} (float) was expected");
        if (raw is not null && values.Count > 0)
            throw Bad($"the tensor '{name}' has its numbers twice, as raw_data and as float_data");
        var numbers = raw is { } bytes ? FloatsOf(bytes, "raw_data") : CollectionsMarshal.AsSpan(values);
        return Tensor.Create(name, ShapeOf(name, dimensions, numbers.Length), numbers);
    }

    /// <summary>The dimensions, when they hold as many numbers as there are.</summary>
    private int[] ShapeOf(string name, List<long> dimensions, int numbers)
    {
        var size = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension is < 1 or > int.MaxValue || size * dimension > numbers)
                throw Mismatch();
            size *= dimension;
        }

        return size == numbers && name.Length > 0 ? [.. dimensions.Select(dimension => (int)dimension)] : throw Mismatch();

        InvalidDataException Mismatch() => Bad(
            $"the tensor '{name}' has the shape [{string.Join(", ", dimensions.Take(8))}] and {numbers} numbers; expected were a name and "
                + "as many numbers as the shape holds");
    }

    private ReadOnlySpan<float> FloatsOf(FilePart part, string field) => part.Length % sizeof(float) == 0
        ? MemoryMarshal.Cast<byte, float>(_bytes.AsSpan(part.Start, part.Length))
        : throw Bad($"at byte {part.Start}: {field} has {part.Length} bytes, where a multiple of 4 was expected");

    private string ReadValueName(FilePart part)
    {
        for (var value = Fields(part); value.Next();)
        {
            if (value.Number == 1)
                return TextOf(value);
        }

        throw Bad($"at byte {part.Start}: an input or output of the graph has no name");
    }

    private void AddTensor(Tensor tensor)
    {
        if (!_tensors.TryAdd(tensor.Name, tensor))
            throw Bad($"it has two tensors '{tensor.Name}'");
    }

    private ProtobufFields Fields(FilePart part) => new(_bytes, part, Name);

    private static FilePart PartOf(ProtobufFields field)
    {
        field.Require(WireFormat.WireType.LengthDelimited);
        return field.Part;
    }

    private string TextOf(ProtobufFields field)
    {
        var part = PartOf(field);
        return Encoding.UTF8.GetString(_bytes, part.Start, part.Length);
    }

    private InvalidDataException Bad(string what) => new($"'{Name}' is not an ONNX file that can be read: {what}.");
}
