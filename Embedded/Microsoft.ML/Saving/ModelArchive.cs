using System.IO.Compression;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Saving;

/// <summary>
/// A model file: a ZIP archive with a note of its format, the schema of the model's input, and a folder for each component. It is not
/// the format of ML.NET's packages, and neither reads the other's files.
/// </summary>
internal static class ModelArchive
{
    /// <summary>The entry with a component's own values.</summary>
    public const string ComponentEntry = "Component";

    private const string FormatEntry = "Format";
    private const string SchemaEntry = "Schema";
    private const string ModelFolder = "Model";
    private const string LoaderFolder = "Loader";
    private const string Format = "Microsoft.ML, embedded, model 1";

    /// <summary>Writes a model, and what is known of its input: a schema, a loader, or nothing.</summary>
    public static void Save(ITransformer? model, DataViewSchema? inputSchema, ICanSaveModel? loader, Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var writer = new StreamWriter(archive.CreateEntry(FormatEntry).Open()))
            writer.Write(Format);
        if (inputSchema is not null)
        {
            using var writer = new BinaryWriter(archive.CreateEntry(SchemaEntry, CompressionLevel.Fastest).Open());
            SchemaSaving.Write(writer, inputSchema);
        }
        using var context = new ModelSaveContext(archive, "");
        if (loader is not null)
            context.SaveComponent(LoaderFolder, loader);
        if (model is not null)
            context.SaveComponent(ModelFolder, model);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="FormatException">The stream holds no archive, or one of another format.</exception>
    /// <exception cref="InvalidOperationException">The archive holds no model.</exception>
    /// <exception cref="InvalidDataException">A part of the archive is broken.</exception>
    public static (ITransformer Model, DataViewSchema? InputSchema, IDataLoader<IMultiStreamSource>? Loader) Load(IHostEnvironment environment, Stream stream)
    {
        try
        {
            using var archive = Open(stream);
            CheckFormat(archive);
            var loader = Has(archive, LoaderFolder) ? LoadPart<IDataLoader<IMultiStreamSource>>(environment, archive, LoaderFolder) : null;
            var model = Has(archive, ModelFolder) ? LoadPart<ITransformer>(environment, archive, ModelFolder) : new TransformerChain<ITransformer>();
            return (model, loader?.GetOutputSchema() ?? ReadSchema(archive), loader);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The model file is broken: {exception.Message}", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new FormatException($"The model file is broken: {exception.Message}", exception);
        }
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            throw new FormatException($"The model file is broken, or is none: {exception.Message}", exception);
        }
    }

    private static void CheckFormat(ZipArchive archive)
    {
        var entry = archive.GetEntry(FormatEntry)
            ?? throw new InvalidOperationException($"Not a model file of this library: the archive has no part '{FormatEntry}'. A file that the packages of ML.NET wrote is read by them alone.");
        using var reader = new StreamReader(entry.Open());
        var found = reader.ReadToEnd();
        if (found != Format)
            throw new FormatException($"Not a model file of this library: its format is '{found}', not '{Format}'. A file that the packages of ML.NET wrote is read by them alone.");
    }

    private static bool Has(ZipArchive archive, string folder) => archive.GetEntry($"{folder}/{ComponentEntry}") is not null;

    private static T LoadPart<T>(IHostEnvironment environment, ZipArchive archive, string folder)
        where T : class
    {
        using var context = new ModelLoadContext(environment, archive, $"{folder}/");
        return LoadableComponents.Load(context) as T
            ?? throw new FormatException($"The part '{folder}' of the model file is a {context.Signature}, not a {typeof(T).Name}.");
    }

    private static DataViewSchema? ReadSchema(ZipArchive archive)
    {
        if (archive.GetEntry(SchemaEntry) is not { } entry)
            return null;
        using var reader = new BinaryReader(new BufferedStream(entry.Open()));
        return SchemaSaving.Read(reader);
    }
}
