using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;

[assembly: LoadableClass(typeof(object), typeof(ModelFile), null, typeof(SignatureLoadModel), "", ModelFile.LoaderSignature)]

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>One component as a model file holds it.</summary>
/// <param name="Place">What errors call it: the file and the folder in it.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Values">Its values, as JSON in UTF-8.</param>
/// <param name="Files">What lies beside the values, in order; each name once.</param>
internal sealed record StoredComponent(string Place, string Kind, byte[] Values, IReadOnlyList<(string Name, byte[] Content)> Files)
{
    /// <summary>The error for a component that is not what was written.</summary>
    public static InvalidDataException Damaged(string place, string what, Exception? cause = null) =>
        new($"'{place}' is damaged: {what}.", cause);
}

/// <summary>
/// Makes components from what <see cref="ModelFile"/> reads. The assembly names its loader by an attribute of a type that derives from this
/// one.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal abstract class ComponentLoaderAttribute : Attribute
{
    /// <summary>Refuses a kind that this program does not know, before its files are read.</summary>
    /// <exception cref="InvalidDataException">The kind is not known.</exception>
    public abstract void RequireKnown(string place, string kind);

    /// <summary>Makes the component.</summary>
    /// <exception cref="InvalidDataException">Its content is not sound; the message says where.</exception>
    public abstract object Load(StoredComponent stored);
}

/// <summary>
/// Our components inside ML.NET's own model files. ML.NET finds the way back by itself: the header that it keeps of each component names
/// this assembly and <see cref="LoaderSignature"/>, and the attribute above says that <see cref="Create"/> reads such a component.
/// </summary>
/// <remarks>
/// A component's folder has <c>Model.key</c> (ML.NET's header, then the kind, the values as JSON and, of each file, name, length and
/// SHA-256; last the SHA-256 of these) and the files. Names of kinds, the signature and the assembly's name stay for ever: files that exist
/// hold them.
/// </remarks>
internal static class ModelFile
{
    /// <summary>How ML.NET finds <see cref="Create"/>; at most 24 ASCII characters.</summary>
    internal const string LoaderSignature = "MlPipelines";

    /// <summary>The file with what tells only how a component was trained.</summary>
    internal const string HistoryFile = "history.json";

    /// <summary>Files of one component; more are not believed.</summary>
    private const int MostFiles = 1000;

    private static readonly VersionInfo Version = new(
        modelSignature: "MLPIPES ", verWrittenCur: 0x00010001, verReadableCur: 0x00010001, verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(ModelFile).Assembly.GetName().Name, loaderSignature: LoaderSignature);

    /// <summary>Writes a component where ML.NET's context stands.</summary>
    public static void Save(ModelSaveContext context, StoredComponent component)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version);
        if (component.Files.Count > MostFiles)
        {
            throw new NotSupportedException(
                $"A component of the kind '{component.Kind}' has {component.Files.Count} files, and a model file holds at most "
                + $"{MostFiles} of one.");
        }

        using var list = new MemoryStream();
        using (var writer = new BinaryWriter(list, Encoding.UTF8, leaveOpen: true))
        {
            WriteBytes(writer, Encoding.UTF8.GetBytes(component.Kind));
            WriteBytes(writer, component.Values);
            writer.Write(component.Files.Count);
            foreach (var (name, content) in component.Files)
            {
                WriteBytes(writer, Encoding.UTF8.GetBytes(name));
                writer.Write(content.LongLength);
                writer.Write(SHA256.HashData(content));
            }
        }

        var bytes = list.ToArray();
        context.Writer.Write(bytes);
        context.Writer.Write(SHA256.HashData(bytes));
        foreach (var (name, content) in component.Files)
            context.SaveBinaryStream(name, stream => stream.Write(content));
    }

    /// <summary>Reads a component; called by ML.NET.</summary>
    /// <exception cref="InvalidDataException">The component is damaged, or of a kind that this program does not know; the message says
    /// which and what.</exception>
    private static object Create(IHostEnvironment env, ModelLoadContext context)
    {
        var folder = $"model file, {context.Directory?.Replace('\\', '/')}";
        try
        {
            context.CheckAtModel(Version);
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"'{folder}' is of another version than this library reads: {exception.Message}", exception);
        }

        using var list = new ListReader(context.Reader, folder);
        var kind = list.Text();
        var values = list.Bytes();
        var count = list.Count(MostFiles);
        var listed = new List<(string Name, long Length, byte[] Hash)>();
        for (var i = 0; i < count; i++)
            listed.Add((list.Text(), list.Length(), list.Hash()));
        list.CheckHash();
        var loader = typeof(ModelFile).Assembly.GetCustomAttribute<ComponentLoaderAttribute>()!;
        loader.RequireKnown(folder, kind);

        var place = $"{folder}, {kind}";
        var files = new List<(string Name, byte[] Content)>();
        foreach (var (name, length, hash) in listed)
        {
            if (files.Any(file => file.Name == name))
                throw StoredComponent.Damaged(place, $"it lists the file '{name}' twice");
            files.Add((name, ReadFile(context, place, name, length, hash)));
        }

        return loader.Load(new StoredComponent(place, kind, values, files));
    }

    private static byte[] ReadFile(ModelLoadContext context, string place, string name, long length, byte[] hash)
    {
        byte[]? content = null;
        context.TryLoadBinaryStream(name, reader =>
        {
            if (reader.BaseStream.Length != length)
            {
                throw StoredComponent.Damaged(
                    place, $"its file '{name}' has {reader.BaseStream.Length} bytes, where {length} were written");
            }

            if (length > Array.MaxLength)
            {
                throw StoredComponent.Damaged(
                    place, $"its file '{name}' has {length} bytes, more than the {Array.MaxLength} that can be read");
            }

            content = reader.ReadBytes((int)length);
        });
        if (content is null)
            throw StoredComponent.Damaged(place, $"its file '{name}' is missing");
        return SHA256.HashData(content).AsSpan().SequenceEqual(hash)
            ? content
            : throw StoredComponent.Damaged(place, $"its file '{name}' does not have the content that was written");
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads the list at the head of a component and believes no length that is beyond the stream's end.</summary>
    private sealed class ListReader(BinaryReader reader, string place) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Dispose() => _hash.Dispose();

        public byte[] Bytes() => Take(Count(int.MaxValue));

        public string Text() => Encoding.UTF8.GetString(Bytes());

        public int Count(int most)
        {
            var count = BitConverter.ToInt32(Take(sizeof(int)));
            return count >= 0 && count <= most
                ? count
                : throw StoredComponent.Damaged(place, $"it has {count} where a number from 0 to {most} was expected");
        }

        public long Length() => BitConverter.ToInt64(Take(sizeof(long)));

        public byte[] Hash() => Take(SHA256.HashSizeInBytes);

        /// <summary>Checks that what was read so far is what was written.</summary>
        public void CheckHash()
        {
            var expected = _hash.GetHashAndReset();
            if (!Hash().AsSpan().SequenceEqual(expected))
                throw StoredComponent.Damaged(place, "its values are not those that were written");
        }

        private byte[] Take(int length)
        {
            var left = reader.BaseStream.Length - reader.BaseStream.Position;
            if (length > left)
                throw StoredComponent.Damaged(place, $"it ends {length - left} bytes too early");
            var bytes = reader.ReadBytes(length);
            _hash.AppendData(bytes);
            return bytes;
        }
    }
}
