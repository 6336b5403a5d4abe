using Google.Protobuf;

namespace MlPipelines.CustomTrainers.Backbones.Onnx;

/// <summary>
/// Goes over the fields of one Protocol Buffers message, which is a part of a file in memory. A part that a field announces must lie
/// inside the message; nothing is copied or reserved for it.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="part">Where the message lies in the file.</param>
/// <param name="name">What errors call the file: its path.</param>
internal sealed class ProtobufFields(byte[] file, FilePart part, string name)
{
    private readonly int _end = part.Start + part.Length;
    private int _position = part.Start;

    /// <summary>The number of the current field.</summary>
    public int Number { get; private set; }

    /// <summary>How the current field is written.</summary>
    public WireFormat.WireType Kind { get; private set; }

    /// <summary>The value of a field that is a whole number, two's complement.</summary>
    public long Integer { get; private set; }

    /// <summary>The value of a field of four bytes.</summary>
    public float Single { get; private set; }

    /// <summary>Where the content of a field of any length lies.</summary>
    public FilePart Part { get; private set; }

    /// <summary>Reads the next field; false at the message's end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no field; the message names the file and the byte.</exception>
    public bool Next()
    {
        using var input = new CodedInputStream(file, _position, _end - _position);
        try
        {
            var tag = input.ReadTag();
            if (tag == 0)
                return false;
            Number = WireFormat.GetTagFieldNumber(tag);
            Kind = WireFormat.GetTagWireType(tag);
            ReadValue(input);
            return true;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Bad($"at byte {_position}: {exception.Message}", exception);
        }
    }

    /// <summary>Refuses a field of another kind than its number has.</summary>
    public void Require(WireFormat.WireType kind)
    {
        if (Kind != kind)
            throw Bad($"before byte {_position}: the field {Number} is of kind {Kind}, where {kind} was expected");
    }

    /// <summary>Adds the whole numbers of a repeated field, packed or not.</summary>
    public void AddIntegers(List<long> values)
    {
        if (Kind == WireFormat.WireType.Varint)
        {
            values.Add(Integer);
            return;
        }

        Require(WireFormat.WireType.LengthDelimited);
        using var packed = new CodedInputStream(file, Part.Start, Part.Length);
        try
        {
            while (!packed.IsAtEnd)
                values.Add(packed.ReadInt64());
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw Bad($"at byte {packed.Position}: {exception.Message}", exception);
        }
    }

    private void ReadValue(CodedInputStream input)
    {
        switch (Kind)
        {
            case WireFormat.WireType.Varint:
                Integer = input.ReadInt64();
                break;
            case WireFormat.WireType.Fixed32:
                Single = input.ReadFloat();
                break;
            case WireFormat.WireType.Fixed64:
                input.ReadFixed64();
                break;
            case WireFormat.WireType.LengthDelimited:
                Part = PartBehind(input);
                _position = Part.Start + Part.Length;
                return;
            default:
                throw Bad($"at byte {_position}: the field {Number} is of kind {Kind}, which ONNX does not use");
        }

        _position = (int)input.Position;
    }

    private FilePart PartBehind(CodedInputStream input)
    {
        var length = input.ReadLength();
        var start = (int)input.Position;
        return length >= 0 && length <= _end - start ? new FilePart(start, length) : throw Bad(
            $"at byte {start}: the field {Number} announces {(uint)length} bytes, but its message has {_end - start} more");
    }

    private InvalidDataException Bad(string what, Exception? inner = null) => new($"'{name}' is not a sound ONNX file: {what}.", inner);
}

/// <summary>Where something lies in a file.</summary>
/// <param name="Start">Its first byte, from 0.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct FilePart(int Start, int Length);
