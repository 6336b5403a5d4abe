using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    /// <summary>Saves a model and the loader of its input.</summary>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, Stream stream)
    {
        Check.NotNull(loader);
        ModelArchive.Save(model, null, loader, Check.NotNull(stream));
    }

    /// <inheritdoc cref="Save{TSource}(ITransformer, IDataLoader{TSource}, Stream)"/>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, string filePath) =>
        AtomicFile.Write(filePath, stream => Save(model, loader, stream));

    /// <summary>Saves a model and the schema of its input, which may be null.</summary>
    /// <exception cref="InvalidOperationException">A transformer cannot be saved; it is named.</exception>
    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        Check.NotNull(model);
        if (inputSchema is not null)
            Environment.RegisterAll("EmptyDataView", "BinarySaver");
        ModelArchive.Save(model, inputSchema, null, Check.NotNull(stream));
    }

    /// <summary>Saves a model and the schema of its input, which may be null. The file is there whole or not at all.</summary>
    /// <exception cref="InvalidOperationException">A transformer cannot be saved; it is named.</exception>
    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath) =>
        AtomicFile.Write(filePath, stream => Save(model, inputSchema, stream));

    /// <summary>Loads a model.</summary>
    /// <param name="stream">What <see cref="Save(ITransformer, DataViewSchema, Stream)"/> wrote.</param>
    /// <param name="inputSchema">The schema of the input; null when none was saved.</param>
    /// <exception cref="FormatException">The stream holds no archive, or one of another format.</exception>
    /// <exception cref="InvalidOperationException">The archive holds no model.</exception>
    /// <exception cref="InvalidDataException">A part of the archive is broken.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        var (model, schema, _) = ModelArchive.Load(Environment, Check.NotNull(stream));
        inputSchema = schema!;
        if (schema is not null)
            Environment.Register("BinaryLoader");
        for (int component = 0; component < Components(model); component++)
            Environment.Register("Component");
        return model;
    }

    /// <inheritdoc cref="Load(Stream, out DataViewSchema)"/>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        using var stream = File.OpenRead(Check.NotEmpty(filePath));
        return Load(stream, out inputSchema);
    }

    /// <summary>Loads a model and the loader that was saved with it.</summary>
    /// <exception cref="InvalidOperationException">There is no loader in the file.</exception>
    /// <exception cref="FormatException">It is no model file.</exception>
    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader)
    {
        var (model, _, found) = ModelArchive.Load(Environment, Check.NotNull(stream));
        loader = found ?? throw new InvalidOperationException("The model file holds no loader: the model was saved without one. Use Load instead.");
        return model;
    }

    /// <inheritdoc cref="LoadWithDataLoader(Stream, out IDataLoader{IMultiStreamSource})"/>
    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        using var stream = File.OpenRead(Check.NotEmpty(filePath));
        return LoadWithDataLoader(stream, out loader);
    }

    // How many hosts ML.NET's components register when they are loaded.
    private static int Components(ITransformer model) => model switch
    {
        IEnumerable<ITransformer> chain => chain.Sum(Components),
        OneHotEncodingTransformer encoding => Components(encoding.Chain),
        ValueMappingTransformer => 2,
        _ => 1,
    };
}
