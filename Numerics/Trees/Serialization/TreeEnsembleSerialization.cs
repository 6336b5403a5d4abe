using System.Collections.Immutable;
using System.Text;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Serialization;

/// <summary>
/// Reads what <see cref="TreeEnsembleWriter"/> writes. Nothing in the file is believed before it is checked: memory is allocated as content
/// arrives, never for a length alone, and trees must be trees.
/// </summary>
public static class TreeEnsembleReader
{
    /// <exception cref="InvalidDataException">Not such a file, cut short, or damaged.</exception>
    public static TreeEnsemble Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var checksum = new ChecksumStream(stream);
        using var reader = new BinaryReader(checksum, Encoding.UTF8, leaveOpen: true);
        try
        {
            Span<byte> signature = stackalloc byte[TreeEnsembleWriter.Signature.Length];
            checksum.ReadExactly(signature);
            if (!signature.SequenceEqual(TreeEnsembleWriter.Signature))
                throw new InvalidDataException("This is not a tree ensemble: the file does not begin with MPTREES1.");
            var features = TreeBytes.Count(reader, 1, "features");
            var outputs = TreeBytes.Count(reader, 1, "outputs");
            var trees = TreeBytes.Count(reader, 0, "trees");
            var initial = ImmutableArray.CreateBuilder<float>();
            for (var k = 0; k < outputs; k++)
                initial.Add(reader.ReadSingle());
            var read = ImmutableArray.CreateBuilder<Tree>();
            for (var t = 0; t < trees; t++)
                read.Add(TreeBytes.Read(reader));
            var expected = checksum.Value;
            if (reader.ReadUInt64() != expected)
                throw new InvalidDataException("The tree ensemble is damaged: its checksum does not match its content.");
            return new TreeEnsemble(features, initial.ToImmutable(), read.ToImmutable());
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("The tree ensemble is cut short: the file ends before its last tree does.");
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"The tree ensemble is damaged: {error.Message}", error);
        }
    }
}

/// <summary>
/// Writes an ensemble in the format of <see cref="TreeEnsembleReader"/>, little-endian: the signature <c>MPTREES1</c>; numbers of features,
/// outputs and trees (32 bits each); the initial scores; for every tree the number of splits, the splits (feature, threshold, left, right,
/// flags in 8 bits: 1 missing values go left, 2 categorical; gain in 64 bits; number of categories and the categories, 16 bits each), the
/// leaves (value, examples in 64 bits, second derivatives in 64 bits); and an FNV-1a checksum (64 bits) of everything before it.
/// </summary>
public static class TreeEnsembleWriter
{
    internal static ReadOnlySpan<byte> Signature => "MPTREES1"u8;

    /// <summary>Writes the ensemble at the place where the stream is.</summary>
    public static void Write(Stream stream, TreeEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(ensemble);
        using var checksum = new ChecksumStream(stream);
        using var writer = new BinaryWriter(checksum, Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write(ensemble.FeatureCount);
        writer.Write(ensemble.OutputCount);
        writer.Write(ensemble.Trees.Length);
        foreach (var score in ensemble.InitialScores)
            writer.Write(score);
        foreach (var tree in ensemble.Trees)
            TreeBytes.Write(writer, tree);
        writer.Flush();
        writer.Write(checksum.Value);
    }
}

/// <summary>Passes bytes on and keeps their FNV-1a checksum (Fowler, Noll and Vo).</summary>
internal sealed class ChecksumStream(Stream inner) : Stream
{
    public ulong Value { get; private set; } = 14695981039346656037;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Add(buffer[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Add(buffer);
        inner.Write(buffer);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Add(ReadOnlySpan<byte> bytes)
    {
        var hash = Value;
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211;
        Value = hash;
    }
}
