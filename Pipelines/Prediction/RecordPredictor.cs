using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines.Preprocessing;
using MlPipelines.Pipelines.Saving;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Predictions for records: dictionaries from column names to values, or lines of JSON. Safe for any number of threads at once.
/// </summary>
/// <remarks>
/// A record needs the columns that the score depends on, and may have others. A number may be of any numeric type, or text that is one; a
/// vector is a list, or, where its slots have names, one value for each name. A null number is a missing one (NaN).
/// </remarks>
public sealed class RecordPredictor : IDisposable
{
    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false };

    private readonly Pool<RecordScorer> _scorers;
    private readonly RecordEncoding? _encoding;

    internal RecordPredictor(IReadOnlyList<ITransformer> transformers, SavedPipeline pipeline)
    {
        var schema = transformers.Aggregate(pipeline.Input, (current, transformer) => transformer.GetOutputSchema(current));
        var reader = PredictionReader.Of(schema, pipeline.ClassNames);
        var needed = NeededTransformers.For(transformers, pipeline.Input, reader.Columns);
        InputSchema = needed.Input;
        _encoding = pipeline.Records;
        _scorers = new Pool<RecordScorer>(() => new RecordScorer(needed, reader));
    }

    /// <summary>
    /// The columns that records must have; in place of <c>Features</c> those of the file that was learned from, where there was one.
    /// </summary>
    public DataViewSchema InputSchema { get; }

    /// <summary>Predicts for a record.</summary>
    /// <exception cref="RecordException">A column is missing, or a value is not of its type; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The pipeline gives the record no score: a value is missing or not finite.</exception>
    public RecordPrediction Predict(IReadOnlyDictionary<string, object?> record)
    {
        ArgumentNullException.ThrowIfNull(record);
        IReadOnlyList<string> unknown = [];
        if (_encoding is not null && !record.ContainsKey(Columns.Features))
        {
            (record, unknown) = EncodedRecord.Of(record, _encoding);
        }

        var scorer = _scorers.Take();
        try
        {
            var prediction = scorer.Predict(record);
            return unknown.Count == 0 ? prediction : prediction with { UnknownCategories = unknown };
        }
        finally
        {
            _scorers.Return(scorer);
        }
    }

    /// <summary>Predicts for a JSON object: <c>{"Features":[5.1,3.5]}</c>.</summary>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
    /// <exception cref="RecordException">A column is missing, or a value is not of its type; the message says where.</exception>
    /// <exception cref="InvalidOperationException">The pipeline gives the record no score: a value is missing or not finite.</exception>
    public RecordPrediction PredictJson(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var json = Parsed(line);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException(
                $"A JSON object was expected, such as {{\"{InputSchema[0].Name}\":…}}; found "
                    + $"{json.RootElement.ValueKind}.", nameof(line));
        }

        return Predict(json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value));
    }

    private static JsonDocument Parsed(string line)
    {
        try
        {
            return JsonDocument.Parse(line, JsonOptions);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter comes of a name with half of a letter, such as "\ud800".
            throw new ArgumentException($"The line is not a JSON object: {exception.Message}", nameof(line), exception);
        }
    }

    /// <summary>Disposes what it predicts with; the pipeline stays.</summary>
    public void Dispose() => _scorers.Dispose();
}

/// <summary>Scores one record after another on one thread.</summary>
internal sealed class RecordScorer : IDisposable
{
    private readonly RecordRow _input;
    private readonly DataViewRow _output;
    private readonly Func<RecordPrediction> _read;

    public RecordScorer(NeededTransformers needed, PredictionReader reader)
    {
        _input = new RecordRow(needed.Input);
        ITransformer chain = new TransformerChain<ITransformer>([.. needed.Transformers]);
        var mapper = chain.GetRowToRowMapper(needed.Input);
        DataViewSchema.Column[] columns = [.. reader.Columns.Select(name => mapper.OutputSchema[name])];
        _output = mapper.GetRow(_input, columns);
        _read = reader.CreateReader(_output);
    }

    public RecordPrediction Predict(IReadOnlyDictionary<string, object?> record)
    {
        _input.Set(record);
        return _read();
    }

    public void Dispose() => _output.Dispose();
}

/// <summary>A row of a file's columns as the record that a pipeline reads.</summary>
internal static class EncodedRecord
{
    /// <summary>
    /// The row's features as the column <c>Features</c>, and the columns where it has a category that the training rows did not have.
    /// </summary>
    /// <exception cref="RecordException">A column is missing, or a value is not of its type.</exception>
    public static (Dictionary<string, object?> Record, IReadOnlyList<string> Unknown) Of(
        IReadOnlyDictionary<string, object?> row, RecordEncoding encoding)
    {
        var asked = "";
        try
        {
            return (new Dictionary<string, object?> { [Columns.Features] = encoding.Encode(Field) }, encoding.UnknownCategories(Field));
        }
        catch (FormatException exception)
        {
            throw new RecordException($"The record's {exception.Message}.", asked, exception); // columns are asked for one after another
        }

        RecordField Field(string name)
        {
            asked = name;
            return row.TryGetValue(name, out var value)
                ? new RecordField(Text(value, name), value is JsonElement { ValueKind: JsonValueKind.Number } || IsPlain(value))
                : throw new RecordException(
                    $"The record has no '{name}'; it has "
                        + $"{string.Join(", ", row.Keys.Select(key => $"'{key}'").DefaultIfEmpty("nothing"))}.",
                    name);
        }
    }

    private static bool IsPlain(object? value) => value is IFormattable and not (Guid or Enum);

    private static string? Text(object? value, string name) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null } => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } json => json.GetRawText(),
        bool truth => truth ? "true" : "false",
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new RecordException(
            $"The record's '{name}' is {RecordValue.Describe(value)}, where a number or text was expected.", name),
    };
}
