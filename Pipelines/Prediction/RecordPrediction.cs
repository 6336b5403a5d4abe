using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>What a pipeline says of one record.</summary>
/// <param name="Label">The predicted class; null for a regression.</param>
/// <param name="Value">The number of a regression, or the raw score of a classifier of two classes that has no probabilities; else
/// null.</param>
/// <param name="Scores">Every class with its score, the highest first, equal ones in the order of the classes; empty where there are
/// none.</param>
public sealed record RecordPrediction(string? Label, float? Value, IReadOnlyList<ClassScore> Scores)
{
    /// <summary>
    /// The columns where the record has a category that the training rows did not have, of a pipeline that was trained on a CSV file: it
    /// counted as none of the categories.
    /// </summary>
    public IReadOnlyList<string> UnknownCategories { get; init; } = [];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The prediction as one line of JSON: <c>{"label":"cat","scores":[{"label":"cat","score":0.9},…]}</c> or <c>{"value":3.2}</c>; with
    /// <c>"unknown":["town"]</c> where columns have categories that training did not have.
    /// </summary>
    /// <param name="file">The name of the file that it is of, first in the line as <c>"file"</c>; null for none.</param>
    public string ToJson(string? file = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            if (file is not null)
                json.WriteString("file", file);
            if (Label is not null)
                json.WriteString("label", Label);
            if (Value is { } value)
                json.WriteNumber("value", value);
            if (Scores.Count > 0)
            {
                json.WriteStartArray("scores");
                foreach (var score in Scores)
                {
                    json.WriteStartObject();
                    json.WriteString("label", score.Label);
                    json.WriteNumber("score", score.Score);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            if (UnknownCategories.Count > 0)
            {
                json.WriteStartArray("unknown");
                foreach (var column in UnknownCategories)
                    json.WriteStringValue(column);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <inheritdoc/>
    public override string ToString() => ToJson();
}

/// <summary>A class and its score.</summary>
/// <param name="Label">The class, as the label names it.</param>
/// <param name="Score">Its probability, where the trainer gives probabilities.</param>
public readonly record struct ClassScore(string Label, float Score);
