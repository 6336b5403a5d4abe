using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using MlPipelines.Data.Images;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Pipelines.Saving;

/// <summary>
/// Reads what <see cref="PipelineWriter"/> writes, from a file that may be damaged or hostile: no length is believed before it is checked
/// against the file's own, and nothing is made of content whose checksum is wrong.
/// </summary>
internal sealed class PipelineReader
{
    private const int MostPixels = 4096;

    private readonly string _name;
    private readonly MLContext _ml;

    private PipelineReader(string name, MLContext ml)
    {
        _name = name;
        _ml = ml;
    }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="stream">A seekable stream that holds one file and nothing else.</param>
    /// <param name="name">What errors call the stream: a file's path.</param>
    /// <param name="ml">The context that loads the model.</param>
    /// <exception cref="InvalidDataException">The file is not a sound pipeline, or not one for this program; the message says what and
    /// where.</exception>
    public static SavedPipeline Read(Stream stream, string name, MLContext ml) => new PipelineReader(name, ml).Read(stream);

    private SavedPipeline Read(Stream stream)
    {
        var contents = ReadArchive(stream);
        var manifest = ReadManifest(contents);
        CheckFiles(manifest, contents);
        stream.Position = 0;
        var (model, input) = ReadModel(stream);
        return new SavedPipeline(model, input, manifest.ClassNames, manifest.Records, ImagesOf(manifest));
    }

    /// <summary>How pictures are read, as far as the manifest says something that can be.</summary>
    private ImageOptions? ImagesOf(PipelineManifest manifest) => manifest.Images is not { } images ? null
        : images.Size is >= 1 and <= MostPixels && Enum.IsDefined(images.Fit) ? new() { Size = images.Size, Fit = images.Fit }
        : throw Bad($"{PipelineManifest.FileName} says that pictures have {images.Size}x{images.Size} pixels and the fit {images.Fit}; "
            + $"1 to {MostPixels} and one of {string.Join(", ", Enum.GetNames<ImageFit>())} were expected");

    private Dictionary<string, byte[]> ReadArchive(Stream stream)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string? wrong;
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            wrong = ReadEntries(archive, stream.Length, contents);
        }
        catch (InvalidDataException exception)
        {
            throw Bad($"it is no ZIP archive, or is cut short ({exception.Message})", exception);
        }
        catch (Exception exception)
            when (exception is EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw Bad($"its ZIP archive is damaged ({exception.Message})", exception);
        }

        return wrong is null ? contents : throw Bad(wrong);
    }

    /// <summary>Reads the entries; gives what is wrong with them, null for nothing.</summary>
    private static string? ReadEntries(ZipArchive archive, long length, Dictionary<string, byte[]> contents)
    {
        var left = length;
        foreach (var entry in archive.Entries)
        {
            if (entry.CompressedLength != entry.Length)
            {
                return $"'{entry.FullName}' is compressed, which this program's files never are; a model that ML.NET's Model.Save wrote "
                    + $"is loaded by Model.Load";
            }

            if (entry.Length < 0 || entry.Length > Array.MaxLength || (left -= entry.Length) < 0)
                return $"'{entry.FullName}' is said to have {entry.Length} bytes, more than the file holds";
            var content = new byte[entry.Length];
            using (var reader = entry.Open())
                reader.ReadExactly(content);
            if (!contents.TryAdd(entry.FullName, content))
                return $"'{entry.FullName}' is in it twice";
        }

        return null;
    }

    private PipelineManifest ReadManifest(Dictionary<string, byte[]> contents)
    {
        if (!contents.TryGetValue(PipelineManifest.FileName, out var text))
        {
            throw Bad(contents.ContainsKey(PipelineManifest.FirstVersionFileName)
                ? $"its format has the version 1, and this program reads version {PipelineManifest.CurrentVersion}; train the pipeline "
                    + $"anew, or load it with the program that wrote it"
                : $"it has no {PipelineManifest.FileName}; a model that ML.NET's Model.Save wrote is loaded by Model.Load, and any other "
                    + $"archive is no model");
        }

        if (!contents.TryGetValue(PipelineManifest.ChecksumName, out var checksum)
            || Encoding.ASCII.GetString(checksum) != $"{PipelineWriter.Hash(text)}  {PipelineManifest.FileName}\n")
        {
            throw Bad($"{PipelineManifest.FileName} is damaged: its checksum is not that of its content");
        }

        CheckVersion(text);
        try
        {
            var manifest = JsonSerializer.Deserialize<PipelineManifest>(text, SavedManifestJson.Options)
                ?? throw Bad($"{PipelineManifest.FileName} is empty");
            return !manifest.Files.Contains(null!) && manifest.ClassNames?.Contains(null!) is not true
                ? manifest
                : throw Bad($"{PipelineManifest.FileName} has null where the name of a class or a file was expected");
        }
        catch (JsonException exception)
        {
            throw Bad($"{PipelineManifest.FileName} is not as expected ({exception.Message})", exception);
        }
    }

    /// <summary>Before anything else is read, so that a file of a later version is called that and not damaged.</summary>
    private void CheckVersion(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var format = json.RootElement.RequiredText("format");
            if (format != PipelineManifest.FormatName)
                throw Bad($"its format is '{format}', where '{PipelineManifest.FormatName}' was expected");
            var version = json.RootElement.Required("version").GetInt32();
            if (version != PipelineManifest.CurrentVersion)
            {
                throw Bad($"its format has the version {version}, and this program reads version {PipelineManifest.CurrentVersion}; "
                    + "load it with the program that wrote it, or train the pipeline anew");
            }
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Bad($"{PipelineManifest.FileName} is not as expected ({exception.Message})", exception);
        }
    }

    private void CheckFiles(PipelineManifest manifest, Dictionary<string, byte[]> contents)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal) { PipelineManifest.FileName, PipelineManifest.ChecksumName };
        foreach (var file in manifest.Files)
        {
            if (!expected.Add(file.Name))
                throw Bad($"{PipelineManifest.FileName} lists '{file.Name}' twice");
            if (!contents.TryGetValue(file.Name, out var content))
                throw Bad($"'{file.Name}' is missing");
            if (content.Length != file.Bytes)
                throw Bad($"'{file.Name}' has {content.Length} bytes, where {file.Bytes} were expected");
            if (PipelineWriter.Hash(content) != file.Sha256)
                throw Bad($"'{file.Name}' is damaged: its checksum is not that of its content");
        }

        if (contents.Keys.FirstOrDefault(name => !expected.Contains(name)) is { } unknown)
            throw Bad($"'{unknown}' is in it, but not in its {PipelineManifest.FileName}");
    }

    private (ITransformer Model, DataViewSchema Input) ReadModel(Stream stream)
    {
        try
        {
            var model = _ml.Model.Load(stream, out var input);
            return (model, input ?? throw Bad("it has no schema of its input"));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw Bad($"ML.NET cannot load its model: {Cause(exception).Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>What a component of ours said, which ML.NET wraps once or more; else the innermost exception.</summary>
    private static Exception Cause(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is InvalidDataException)
                return inner;
        }

        return exception.GetBaseException();
    }

    private InvalidDataException Bad(string what, Exception? cause = null) =>
        new($"'{_name}' is not a sound trained pipeline: {what}.", cause);
}
