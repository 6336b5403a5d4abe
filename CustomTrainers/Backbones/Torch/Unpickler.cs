using System.Diagnostics.CodeAnalysis;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Torch;

/// <summary>
/// Reads the pickle of a state dictionary (Python's <c>pickletools.py</c> describes the operations). A pickle is a program that may name
/// any function of Python. This reader knows the operations and the six names that <c>torch.save</c> writes for a state dictionary, and
/// refuses every other by its name. It runs nothing, and does not go into values, so that one inside itself does no harm.
/// </summary>
internal sealed class Unpickler
{
    private static readonly object Mark = new();
    private readonly PickleReader _reader;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];

    private Unpickler(byte[] bytes, string name) => _reader = new PickleReader(bytes, name);

    /// <summary>The dictionary that the pickle holds: numbers, texts, tensors and further dictionaries by name.</summary>
    /// <param name="bytes">The whole pickle.</param>
    /// <param name="name">What errors call the file: its path.</param>
    /// <exception cref="InvalidDataException">The pickle is no dictionary, is not sound, or uses something else than state dictionaries
    /// do; the message says where.</exception>
    public static IReadOnlyDictionary<string, object?> Read(byte[] bytes, string name) => new Unpickler(bytes, name).Run();

    private Dictionary<string, object?> Run()
    {
        while (true)
        {
            var operation = _reader.Byte();
            if (operation == '.')
                return Pop() as Dictionary<string, object?> ?? throw _reader.Bad("the value is not a dictionary");
            Execute(operation);
        }
    }

    private void Execute(byte operation)
    {
        switch (operation)
        {
            case 0x80:
                RequireProtocol(_reader.Byte());
                break;
            case (byte)'c':
                _stack.Add(Global(_reader.Line(), _reader.Line()));
                break;
            case (byte)'q':
                _memo[_reader.Byte()] = Top();
                break;
            case (byte)'r':
                _memo[_reader.Int32()] = Top();
                break;
            case (byte)'h':
                _stack.Add(Remembered(_reader.Byte()));
                break;
            case (byte)'j':
                _stack.Add(Remembered(_reader.Int32()));
                break;
            case (byte)'b':
                Build();
                break;
            case (byte)'s':
                SetItems([Pop(), Pop()], reversed: true);
                break;
            case (byte)'u':
                SetItems(PopToMark(), reversed: false);
                break;
            default:
                _stack.Add(Value(operation));
                break;
        }
    }

    /// <summary>The value that an operation puts on the stack.</summary>
    private object? Value(byte operation) => operation switch
    {
        (byte)'(' => Mark,
        (byte)'N' => null,
        0x88 => true,
        0x89 => false,
        (byte)'K' => (long)_reader.Byte(),
        (byte)'M' => (long)_reader.UInt16(),
        (byte)'J' => (long)_reader.Int32(),
        0x8a => _reader.Long(),
        (byte)'X' => _reader.Text(),
        (byte)'}' => new Dictionary<string, object?>(StringComparer.Ordinal),
        (byte)')' => Array.Empty<object?>(),
        (byte)'t' => PopToMark(),
        0x85 => Tuple(1),
        0x86 => Tuple(2),
        0x87 => Tuple(3),
        (byte)'Q' => Storage(Pop()),
        (byte)'R' => Call(),
        _ => throw _reader.Bad($"the operation 0x{operation:x2} is none that a state dictionary needs; save the state dictionary alone, by "
            + "torch.save(model.state_dict(), path)"),
    };

    private void RequireProtocol(byte version)
    {
        if (version != 2)
            throw _reader.Bad($"the pickle is of protocol {version}, where 2 was expected: torch.save writes it by default");
    }

    private TorchGlobal Global(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => TorchGlobal.Dictionary,
        ("torch._utils", "_rebuild_tensor_v2") => TorchGlobal.Tensor,
        ("torch._utils", "_rebuild_parameter") => TorchGlobal.Parameter,
        ("torch", "FloatStorage") => TorchGlobal.Float,
        ("torch", "DoubleStorage") => TorchGlobal.Double,
        ("torch", "LongStorage") => TorchGlobal.Long,
        _ => throw _reader.Bad($"the name '{module}.{name}' of Python is refused: only dictionaries and tensors of the types float, double "
            + "and long are read, and nothing is run"),
    };

    private object Call()
    {
        var arguments = Pop<object?[]>("a tuple");
        return Pop() switch
        {
            TorchGlobal.Dictionary when arguments.Length == 0 => new Dictionary<string, object?>(StringComparer.Ordinal),
            TorchGlobal.Parameter when arguments is [TorchTensor tensor, ..] => tensor,
            TorchGlobal.Tensor when arguments is [TorchStorage storage, long offset, object?[] shape, object?[] strides, ..]
                && shape.Length == strides.Length => new TorchTensor(storage, offset, Numbers(shape), Numbers(strides)),
            _ => throw _reader.Bad("a call was found that no state dictionary has"),
        };
    }

    private TorchStorage Storage(object? id)
    {
        if (id is not object?[] parts || parts is not ["storage", TorchGlobal kind, string key, string, long count, ..] || count < 0)
        {
            throw _reader.Bad("a reference was found that is none to a storage of numbers");
        }

        return new TorchStorage(
            kind switch
            {
                TorchGlobal.Float => TensorType.Float32,
                TorchGlobal.Double => TensorType.Float64,
                TorchGlobal.Long => TensorType.Int64,
                _ => throw _reader.Bad("a storage of numbers has no element type"),
            },
            key, count);
    }

    private long[] Numbers(object?[] values) =>
        [.. values.Select(value => value is long number ? number : throw _reader.Bad("a dimension or stride is not a whole number"))];

    private void SetItems(object?[] items, bool reversed)
    {
        if (reversed)
            Array.Reverse(items);
        var target = Top() as Dictionary<string, object?> ?? throw _reader.Bad("items were found for something that is no dictionary");
        if (items.Length % 2 != 0)
            throw _reader.Bad("a dictionary has a key without a value");
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not string key)
                throw _reader.Bad("a key of a dictionary is not a text; save the state dictionary alone");
            target[key] = items[i + 1];
        }
    }

    /// <summary>Drops what Python would set as attributes of a dictionary: PyTorch keeps versions of modules there.</summary>
    private void Build()
    {
        Pop();
        if (Top() is not Dictionary<string, object?>)
            throw _reader.Bad("attributes were found for something that is no dictionary");
    }

    private object?[] Tuple(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            items[i] = Pop();
        return items;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.FindLastIndex(value => ReferenceEquals(value, Mark));
        if (mark < 0)
            throw _reader.Bad("the values up to a mark are asked for, where there is no mark");
        object?[] items = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Top() => _stack.Count > 0 ? Unmarked(_stack[^1]) : throw _reader.Bad("a value is asked for, where there is none");

    private object? Pop()
    {
        var value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private T Pop<T>(string what) => Pop() is T value ? value : throw _reader.Bad($"{what} was expected");

    private object? Remembered(int index) => _memo.TryGetValue(index, out var value)
        ? value
        : throw _reader.Bad($"the value {index} is asked for, which was not stored");

    [return: NotNullIfNotNull(nameof(value))]
    private object? Unmarked(object? value) =>
        ReferenceEquals(value, Mark) ? throw _reader.Bad("a value was expected, where a mark is") : value;
}
