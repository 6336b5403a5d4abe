using System.Text.Json;
using Microsoft.ML;
using MlPipelines.Data;
using MlPipelines.Pipelines.Saving;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Predictions for records: dictionaries from column names to values, or lines of JSON. Safe for any number of threads at once.
/// </summary>
/// <remarks>
/// A record needs the columns that the score depends on, and may have others. A number may be of any numeric type, or text that is one;
/// a vector is a list, or, where its slots have names, one value for each name. A null number is a missing one (NaN).
/// </remarks>
public sealed class RecordPredictor : IDisposable
{
    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false };

    private readonly Pool<RecordScorer> _scorers;
    private readonly RecordEncoding? _encoding;

    internal RecordPredictor(IReadOnlyList<ITransformer> transformers, SavedPipeline pipeline)
    {
        var schema = transformers.Aggregate(pipeline.Input, (current, transformer) => transformer.GetOutputSchema(current));
        var outcome = Outcome.Of(schema, pipeline.ClassNames);
        var needed = NeededTransformers.For(transformers, pipeline.Input, outcome.Columns);
        InputSchema = needed.Input;
        _encoding = pipeline.Records;
        _scorers = new Pool<RecordScorer>(() => new RecordScorer(needed, outcome));
    }

    /// <summary>The columns that records must have; in place of <c>Features</c> those of the file that was learned from, where there was one.</summary>
    public DataViewSchema InputSchema { get; }

    /// <summary>Predicts for a record.</summary>
    /// <exception cref="ArgumentException">A column is missing, or a value is not of its type; the message names it.</exception>
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
    /// <exception cref="ArgumentException">The text is not a JSON object, a column is missing, or a value is not of its type; the message says where.</exception>
    /// <exception cref="InvalidOperationException">The pipeline gives the record no score: a value is missing or not finite.</exception>
    public RecordPrediction PredictJson(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var json = JsonDocument.Parse(line, JsonOptions);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new ArgumentException($"A JSON object was expected, such as {{\"{InputSchema[0].Name}\":…}}; found {json.RootElement.ValueKind}.", nameof(line));
            return Predict(json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value));
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The line is not a JSON object: {exception.Message}", nameof(line), exception);
        }
    }

    /// <summary>Disposes what it predicts with; the pipeline stays.</summary>
    public void Dispose() => _scorers.Dispose();
}
