using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Images;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Onnx;
using MlPipelines.Pipelines.Prediction;
using MlPipelines.Pipelines.Saving;

namespace MlPipelines.Pipelines;

/// <summary>
/// A fitted chain of transformers, stock ones and ours, with the schema that it was fitted on: to be saved into one file, loaded in another
/// process with bitwise the same predictions, and asked for predictions. Immutable, and safe to use from several threads.
/// </summary>
/// <remarks>
/// The file is ML.NET's own model file, which <c>ml.Model.Load</c> reads as any other, with a manifest added under <c>MlPipelines/</c>: the
/// names of the classes, how records of a CSV file or pictures become features, and every file's length and SHA-256. Nothing in it is
/// executable.
/// </remarks>
public sealed class TrainedPipeline
{
    private readonly MLContext _ml;
    private readonly SavedPipeline _content;
    private readonly ITransformer[] _scoring;

    /// <summary>A pipeline of a fitted model.</summary>
    /// <param name="model">What <c>Fit</c> gave: a chain, or a single transformer.</param>
    /// <param name="inputSchema">The schema of the data that it was fitted on.</param>
    /// <param name="classNames">Names for the classes where labels are class numbers from 0, keys without values in the order of the keys,
    /// or false and true: predictions of records have them in place of the numbers. Null for the labels' own values, for keys without
    /// values the numbers from 0.</param>
    /// <param name="encoding">How records become the column <c>Features</c>, where they do not have it: of a data set from a CSV file, its
    /// <see cref="DataSet.Encoding"/>. Null for none.</param>
    /// <param name="ml">The context for stock transformers; null for a new one.</param>
    /// <param name="images">How a picture file becomes the column <c>Features</c>, of a data set of pictures its
    /// <see cref="DataSet.ImageReading"/>; null for no pictures. Size and fit are saved.</param>
    /// <exception cref="ArgumentException">The model has no transformers, or does not fit the schema; or the names are not those of the
    /// classes.</exception>
    public TrainedPipeline(
        ITransformer model, DataViewSchema inputSchema, IReadOnlyList<string>? classNames = null, RecordEncoding? encoding = null,
            MLContext? ml = null, ImageOptions? images = null)
        : this(
            new SavedPipeline(
                NotNull(model), NotNull(inputSchema), classNames is { Count: > 0 } ? [.. classNames] : null, encoding, images),
            ml ?? new MLContext())
    {
        PredictionReader.RequireNames(OutputSchema, ClassNames);
    }

    /// <summary>
    /// A pipeline of a model that was fitted on a data set's rows: its schema, the names of its classes and, of a CSV file, its encoding
    /// or of pictures how they are read, are the data set's.
    /// </summary>
    /// <param name="model">What <c>Fit</c> gave: a chain, or a single transformer.</param>
    /// <param name="data">The data set.</param>
    /// <param name="ml">The context for stock transformers; null for a new one.</param>
    /// <exception cref="ArgumentException">The model has no transformers, or does not fit the schema.</exception>
    public TrainedPipeline(ITransformer model, DataSet data, MLContext? ml = null)
        : this(model, NotNull(data).Train.Schema, data.ClassNames, data.Encoding, ml, data.ImageReading)
    {
    }

    private TrainedPipeline(SavedPipeline content, MLContext ml)
    {
        var links = ChainLink.Of(content.Model);
        if (links.Count == 0)
            throw new ArgumentException("A trained pipeline needs at least one transformer.", nameof(content));
        _content = content;
        _ml = ml;
        _scoring = [.. links.Where(link => (link.Scope & TransformerScope.Scoring) != 0).Select(link => link.Transformer)];
        OutputSchema = _scoring.Aggregate(content.Input, (schema, transformer) => transformer.GetOutputSchema(schema));
    }

    /// <summary>What was fitted: a chain, or a single transformer.</summary>
    public ITransformer Model => _content.Model;

    /// <summary>The schema of the data that it was fitted on.</summary>
    public DataViewSchema InputSchema => _content.Input;

    /// <summary>The schema of what it makes of such data.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>Names for the classes in place of their numbers; null where the labels name themselves.</summary>
    public IReadOnlyList<string>? ClassNames => _content.ClassNames;

    /// <summary>How records become the column <c>Features</c>; null where they have it.</summary>
    public RecordEncoding? Encoding => _content.Records;

    /// <summary>How a picture file becomes the column <c>Features</c>; null where it was not trained on pictures.</summary>
    public ImageOptions? ImageReading => _content.Images;

    /// <summary>Loads a pipeline.</summary>
    /// <param name="path">What <see cref="Save(string)"/> wrote.</param>
    /// <param name="ml">The context that loads; null for a new one. A custom mapping needs one whose catalog has its assembly.</param>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or no such file; the message says what and
    /// where.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static TrainedPipeline Load(string path, MLContext? ml = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Load(stream, path, ml);
    }

    /// <summary>Loads a pipeline from a seekable stream that holds its file and nothing else.</summary>
    /// <param name="stream">What <see cref="Save(Stream)"/> wrote.</param>
    /// <param name="name">What errors call the stream.</param>
    /// <param name="ml">As above.</param>
    /// <exception cref="InvalidDataException">The stream does not hold a sound pipeline; the message says what and where.</exception>
    public static TrainedPipeline Load(Stream stream, string name, MLContext? ml = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ml ??= new MLContext();
        var content = PipelineReader.Read(stream, name, ml);
        try
        {
            return new TrainedPipeline(content, ml);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"'{name}' is not a sound trained pipeline: its transformers do not fit together: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Saves the pipeline. The file is written under a temporary name and renamed: it is there whole or as it was before.
    /// </summary>
    /// <exception cref="NotSupportedException">A transformer or a column's type cannot be saved; it is named.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>Saves the pipeline to a stream.</summary>
    /// <exception cref="NotSupportedException">A transformer or a column's type cannot be saved; it is named.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PipelineWriter.Write(stream, _ml, _content);
    }

    /// <summary>
    /// Writes the pipeline's prediction as an ONNX file, which needs neither this library nor ML.NET to run. Of a table its inputs are the
    /// table's own columns, else those that the prediction depends on. The file is written under a temporary name and renamed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The inputs and outputs of the file.</returns>
    /// <exception cref="NotSupportedException">A part of the pipeline has no ONNX form; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The pipeline does not end in a prediction, or does not work row by row.</exception>
    public OnnxSignature SaveOnnx(string path)
    {
        OnnxSignature? signature = null;
        AtomicFile.Write(path, stream => signature = SaveOnnx(stream));
        return signature!;
    }

    /// <summary>Writes the pipeline's prediction as an ONNX file to a stream.</summary>
    /// <param name="stream">Where the file goes.</param>
    /// <returns>The inputs and outputs of the file.</returns>
    /// <exception cref="NotSupportedException">A part of the pipeline has no ONNX form; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The pipeline does not end in a prediction, or does not work row by row.</exception>
    public OnnxSignature SaveOnnx(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OnnxExport.Write(stream, _ml, _scoring, _content);
    }

    /// <summary>Bytes of the pipeline's model without the histories of training, which predictions do not need.</summary>
    /// <exception cref="NotSupportedException">A transformer or a column's type cannot be saved; the message says why.</exception>
    public long ModelBytes() => PipelineWriter.ModelBytes(_ml, _content);

    /// <summary>The rows with the pipeline's columns; lazy.</summary>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _scoring.Aggregate(input, (rows, transformer) => transformer.Transform(rows));
    }

    /// <summary>
    /// ML.NET's engine for one object at a time; not safe for several threads, see <see cref="CreatePredictor"/>. Only the transformers
    /// that <typeparamref name="TOut"/>'s columns depend on take part, so that <typeparamref name="TIn"/> needs neither a label nor
    /// attributes for the lengths of its vectors.
    /// </summary>
    /// <typeparam name="TIn">The class of the inputs: a member for each column that is read.</typeparam>
    /// <typeparam name="TOut">The class of the predictions: each member is a column of <see cref="OutputSchema"/>.</typeparam>
    /// <exception cref="ArgumentException">A column is missing in the one or the other class; the message names it.</exception>
    public PredictionEngine<TIn, TOut> CreatePredictionEngine<TIn, TOut>()
        where TIn : class
        where TOut : class, new() =>
        EngineFactory.Create<TIn, TOut>(_ml, _scoring, InputSchema);

    /// <summary>Predictions for one object at a time on any number of threads at once.</summary>
    /// <typeparam name="TIn">As of <see cref="CreatePredictionEngine"/>.</typeparam>
    /// <typeparam name="TOut">As of <see cref="CreatePredictionEngine"/>.</typeparam>
    public ConcurrentPredictor<TIn, TOut> CreatePredictor<TIn, TOut>()
        where TIn : class
        where TOut : class, new() =>
        new(CreatePredictionEngine<TIn, TOut>);

    /// <summary>
    /// Predictions for dictionaries and lines of JSON, with labelled and sorted class scores, on any number of threads at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The pipeline does not end in a prediction, or does not work row by row.</exception>
    public RecordPredictor CreateRecordPredictor() => new(_scoring, _content);

    /// <summary>
    /// Predictions for picture files, which are read as the pictures of training were, with labelled and sorted class scores, on any number
    /// of threads at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The pipeline was not trained on pictures, does not end in a prediction, or does not work
    /// row by row.</exception>
    public ImagePredictor CreateImagePredictor() => _content.Images is { } images
        ? new ImagePredictor(CreateRecordPredictor(), images)
        : throw new InvalidOperationException(
            "The pipeline was not trained on colour pictures: it does not know how a picture becomes its input. Give it records.");

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
