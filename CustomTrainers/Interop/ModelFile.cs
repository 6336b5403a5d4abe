using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;

[assembly: LoadableClass(typeof(object), typeof(ModelFile), null, typeof(SignatureLoadModel), "", ModelFile.LoaderSignature)]

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// Our components inside ML.NET's own model files. ML.NET finds the way back by itself: the header that it keeps of each component
/// names this assembly and <see cref="LoaderSignature"/>, and the attribute above says that <see cref="Create"/> reads such a component.
/// </summary>
/// <remarks>
/// A component's folder has <c>Model.key</c> (ML.NET's header, then the kind, the values as JSON and, of each file, name, length and
/// SHA-256; last the SHA-256 of these), <c>history.json</c> where there is a history of training, and the files. Names of kinds, the
/// signature and the assembly's name stay for ever: files that exist hold them.
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
    public static void Save(ModelSaveContext context, ISavable component)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.CheckAtModel();
        context.SetVersionInfo(Version);
        var state = new ComponentWriter();
        component.SaveState(state);

        ComponentWriter.CheckName(component.SavedKind, "kind");
        List<(string Name, byte[] Content)> files = [.. state.Files];
        if (state.History.Count > 0)
            files.Insert(0, (HistoryFile, JsonSerializer.SerializeToUtf8Bytes(state.History, SavedJson.Options)));
        if (files.Count > MostFiles)
            throw new NotSupportedException($"A component of the kind '{component.SavedKind}' has {files.Count} files, and a model file holds at most {MostFiles} of one.");
        using var list = new MemoryStream();
        using (var writer = new BinaryWriter(list, Encoding.UTF8, leaveOpen: true))
        {
            WriteBytes(writer, Encoding.UTF8.GetBytes(component.SavedKind));
            WriteBytes(writer, JsonSerializer.SerializeToUtf8Bytes(state.Values, SavedJson.Options));
            writer.Write(files.Count);
            foreach (var (name, content) in files)
            {
                WriteBytes(writer, Encoding.UTF8.GetBytes(name));
                writer.Write(content.LongLength);
                writer.Write(SHA256.HashData(content));
            }
        }

        var bytes = list.ToArray();
        context.Writer.Write(bytes);
        context.Writer.Write(SHA256.HashData(bytes));
        foreach (var (name, content) in files)
            context.SaveBinaryStream(name, stream => stream.Write(content));
    }

    /// <summary>Reads a component; called by ML.NET.</summary>
    /// <exception cref="InvalidDataException">The component is damaged, or of a kind that this program does not know; the message says which and what.</exception>
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
        var name = list.Text();
        var values = list.Bytes();
        var count = list.Count(MostFiles);
        var listed = new List<(string Name, long Length, byte[] Hash)>();
        for (var i = 0; i < count; i++)
            listed.Add((list.Text(), list.Length(), list.Hash()));
        list.CheckHash();
        if (!SavedKinds.TryFind(name, out var kind))
            throw new InvalidDataException(
                $"'{folder}' is of the kind '{name}', which is not known to this program. It knows {string.Join(", ", SavedKinds.Names)}; "
                + $"a kind of your own must be given to {nameof(SavedKinds)}.{nameof(SavedKinds.Add)} first.");
        var place = $"{folder}, {kind.Name}";

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in listed)
            if (!files.TryAdd(file.Name, ReadFile(context, place, file.Name, file.Length, file.Hash)))
                throw Damaged(place, $"it lists the file '{file.Name}' twice");
        var history = files.Remove(HistoryFile, out var text) ? text : "{}"u8.ToArray();
        try
        {
            using var json = JsonDocument.Parse(values);
            using var past = JsonDocument.Parse(history);
            return kind.Load(new ComponentReader(place, json.RootElement, past.RootElement, files));
        }
        catch (JsonException exception)
        {
            throw Damaged(place, $"its values are not JSON ({exception.Message})", exception);
        }
    }

    private static byte[] ReadFile(ModelLoadContext context, string place, string name, long length, byte[] hash)
    {
        byte[]? content = null;
        context.TryLoadBinaryStream(name, reader =>
        {
            if (reader.BaseStream.Length != length)
                throw Damaged(place, $"its file '{name}' has {reader.BaseStream.Length} bytes, where {length} were written");
            if (length > Array.MaxLength)
                throw Damaged(place, $"its file '{name}' has {length} bytes, more than the {Array.MaxLength} that can be read");
            content = reader.ReadBytes((int)length);
        });
        if (content is null)
            throw Damaged(place, $"its file '{name}' is missing");
        return SHA256.HashData(content).AsSpan().SequenceEqual(hash) ? content : throw Damaged(place, $"its file '{name}' does not have the content that was written");
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static InvalidDataException Damaged(string place, string what, Exception? cause = null) => new($"'{place}' is damaged: {what}.", cause);

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
            return count >= 0 && count <= most ? count : throw Damaged(place, $"it has {count} where a number from 0 to {most} was expected");
        }

        public long Length() => BitConverter.ToInt64(Take(sizeof(long)));

        public byte[] Hash() => Take(SHA256.HashSizeInBytes);

        /// <summary>Checks that what was read so far is what was written.</summary>
        public void CheckHash()
        {
            var expected = _hash.GetHashAndReset();
            if (!Hash().AsSpan().SequenceEqual(expected))
                throw Damaged(place, "its values are not those that were written");
        }

        private byte[] Take(int length)
        {
            var left = reader.BaseStream.Length - reader.BaseStream.Position;
            if (length > left)
                throw Damaged(place, $"it ends {length - left} bytes too early");
            var bytes = reader.ReadBytes(length);
            _hash.AppendData(bytes);
            return bytes;
        }
    }
}
