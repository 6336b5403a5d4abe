using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Data.Images;
using MlPipelines.Data.Tables;

namespace MlPipelines.Pipelines.Saving;

/// <summary>
/// Writes a pipeline's file: ML.NET's own model file, which <c>ml.Model.Load</c> reads, with a manifest added. Nothing in it is compressed
/// and no time is written, so that the same pipeline gives the same bytes and nothing in it can be larger than the file.
/// </summary>
internal static class PipelineWriter
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the file.</summary>
    /// <exception cref="NotSupportedException">A transformer cannot be saved; the message says why.</exception>
    public static void Write(Stream stream, MLContext ml, SavedPipeline pipeline)
    {
        var files = ModelFiles(ml, pipeline);
        var version = typeof(PipelineWriter).Assembly.GetName().Version!.ToString(3);
        SavedFile[] saved = [.. files.Select(file => new SavedFile(file.Name, file.Content.Length, Hash(file.Content)))];
        var manifest = new PipelineManifest(
            PipelineManifest.FormatName, PipelineManifest.CurrentVersion, version, MLNetVersion.Current,
            pipeline.ClassNames, pipeline.Records, saved, SavedImages.Of(pipeline.Images));
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, SavedManifestJson.Options);

        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, PipelineManifest.FileName, text);
        Add(archive, PipelineManifest.ChecksumName, Encoding.ASCII.GetBytes($"{Hash(text)}  {PipelineManifest.FileName}\n"));
        foreach (var (name, content) in files)
            Add(archive, name, content);
    }

    /// <summary>Bytes of the model's files without the histories of training, which predictions do not need.</summary>
    /// <exception cref="NotSupportedException">A transformer cannot be saved; the message says why.</exception>
    public static long ModelBytes(MLContext ml, SavedPipeline pipeline) =>
        ModelFiles(ml, pipeline).Where(file => Path.GetFileName(file.Name) != ModelFile.HistoryFile)
            .Sum(file => file.Content.LongLength);

    /// <summary>The SHA-256 of bytes in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The files of ML.NET's model file, ordered by name.</summary>
    private static IReadOnlyList<(string Name, byte[] Content)> ModelFiles(MLContext ml, SavedPipeline pipeline)
    {
        using var model = new MemoryStream();
        try
        {
            ml.Model.Save(pipeline.Model, Visible(pipeline.Input), model);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var transformers = ChainLink.Of(pipeline.Model).Select(link => link.Transformer).ToList();
            var foreign = transformers.Where(IsForeign).ToList();
            var remedy = foreign.Count == 0 ? "" : $" A transformer of your own ({Names(foreign)}) must be an {nameof(ISavable)}.";
            throw new NotSupportedException(
                $"ML.NET cannot save the pipeline of {Names(transformers)}: {exception.Message}{remedy}", exception);
        }

        model.Position = 0;
        using var archive = new ZipArchive(model, ZipArchiveMode.Read);
        return [
            .. archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal)
                .Select(entry => (entry.FullName.Replace('\\', '/'), Content(entry)))];
    }

    /// <summary>Whether a transformer is neither ML.NET's nor one that can save itself.</summary>
    private static bool IsForeign(ITransformer transformer) => transformer is not ISavable
        && transformer.GetType().Assembly.GetName().Name?.StartsWith("Microsoft.ML", StringComparison.Ordinal) is not true;

    private static string Names(IEnumerable<ITransformer> transformers) =>
        string.Join(", ", transformers.Select(transformer => transformer.GetType().Name));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        var content = new byte[entry.Length];
        using var reader = entry.Open();
        reader.ReadExactly(content);
        return content;
    }

    /// <summary>The columns that are not hidden behind another of the same name.</summary>
    private static DataViewSchema Visible(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in schema.Where(column => !column.IsHidden))
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(content);
    }
}

/// <summary>What a pipeline's file holds.</summary>
/// <param name="Model">What was fitted: a chain, or a single transformer.</param>
/// <param name="Input">The schema of the data that it was fitted on.</param>
/// <param name="ClassNames">Names for the classes in place of their numbers; null for none.</param>
/// <param name="Records">How records become <c>Features</c>; null where they have that column.</param>
/// <param name="Images">How pictures become <c>Features</c>; null for other data.</param>
internal sealed record SavedPipeline(
    ITransformer Model, DataViewSchema Input, IReadOnlyList<string>? ClassNames, RecordEncoding? Records, ImageOptions? Images = null);
