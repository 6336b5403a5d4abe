using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.Pipelines.Saving;

/// <summary>
/// Writes a pipeline's file: a ZIP archive, nothing in it compressed, with the manifest, a model file of ML.NET for each run of stock
/// transformers, and a folder for each transformer of ours.
/// </summary>
internal static class PipelineWriter
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the file; without the histories of training only to find out how large it is.</summary>
    /// <exception cref="NotSupportedException">A transformer cannot be saved; it is named.</exception>
    public static void Write(Stream stream, MLContext ml, SavedPipeline pipeline, bool withHistory = true)
    {
        var (links, input, classNames, records) = pipeline;
        var files = new List<(string Name, byte[] Content)>();
        var segments = new List<SavedSegment>();
        for (var next = 0; next < links.Count;)
        {
            var first = next;
            if (links[next++].Transformer is ISavableTransformer ours)
            {
                var folder = $"{segments.Count}-{ours.SavedKind}";
                segments.Add(new SavedSegment(ours.SavedKind, folder, [links[first].Scope]));
                AddComponent(files, folder, ours, withHistory);
                continue;
            }

            while (next < links.Count && links[next].Transformer is not ISavableTransformer)
                next++;
            ChainLink[] stock = [.. links.Skip(first).Take(next - first)];
            var path = $"{segments.Count}-{SavedSegment.Stock}.zip";
            segments.Add(new SavedSegment(SavedSegment.Stock, path, [.. stock.Select(link => link.Scope)]));
            files.Add((path, StockModel(ml, stock, input)));
        }

        var manifest = new PipelineManifest(
            PipelineManifest.FormatName, PipelineManifest.CurrentVersion, typeof(PipelineWriter).Assembly.GetName().Version!.ToString(3), MLNetVersion.Current,
            SavedColumn.Of(input), classNames, records, segments, [.. files.Select(file => new SavedFile(file.Name, file.Content.Length, Hash(file.Content)))]);
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, SavedManifestJson.Options);

        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, PipelineManifest.FileName, text);
        Add(archive, PipelineManifest.ChecksumName, Encoding.ASCII.GetBytes($"{Hash(text)}  {PipelineManifest.FileName}\n"));
        foreach (var (name, content) in files)
            Add(archive, name, content);
    }

    /// <summary>The SHA-256 of bytes in lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void AddComponent(List<(string Name, byte[] Content)> files, string folder, ISavableTransformer transformer, bool withHistory)
    {
        var writer = new ComponentWriter();
        transformer.SaveState(writer);
        if (!withHistory)
        {
            foreach (string name in writer.HistoryNames)
                writer.Values.Remove(name);
        }

        files.Add(($"{folder}/{ComponentReader.ValuesFile}", JsonSerializer.SerializeToUtf8Bytes(writer.Values, SavedManifestJson.Options)));
        files.AddRange(writer.Files.Select(file => ($"{folder}/{file.Name}", file.Content)));
    }

    private static byte[] StockModel(MLContext ml, ChainLink[] links, DataViewSchema input)
    {
        using var stream = new MemoryStream();
        try
        {
            ml.Model.Save(ChainLink.ToChain(links), input, stream);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            var names = string.Join(", ", links.Select(link => link.Transformer.GetType().Name));
            throw new NotSupportedException(
                $"ML.NET cannot save one of the transformers {names}: {exception.Message} A transformer of your own must be an {nameof(ISavableTransformer)}.", exception);
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
