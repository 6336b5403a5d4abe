using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Serve;

/// <summary>The fields that a record of a model has, and the check of records for missing and unknown ones.</summary>
internal sealed class RecordForm
{
    /// <summary>For each column that the model reads: the column's own name, and the fields that may stand for it.</summary>
    private readonly IReadOnlyList<(string? Column, IReadOnlyList<RecordFieldForm> Fields)> _groups;

    public RecordForm(TrainedPipeline pipeline, RecordPredictor predictor) =>
        _groups = [.. predictor.InputSchema.Select(column => GroupOf(column, pipeline.Encoding))];

    /// <summary>All fields of a record.</summary>
    public IEnumerable<RecordFieldForm> Fields => _groups.SelectMany(group => group.Fields);

    /// <summary>A record as it should be, for messages: <c>a JSON object such as {"size":…,"town":…}</c>.</summary>
    public string Example
    {
        get
        {
            var names = Fields.Take(4).Select(own => $"{JsonSerializer.Serialize(own.Name)}:…").ToList();
            return $"a JSON object such as {{{string.Join(",", names)}{(Fields.Count() > 4 ? ",…" : "")}}}";
        }
    }

    /// <summary>The record as a dictionary.</summary>
    /// <exception cref="RecordFault">It is no object, lacks a field, or has one that the model does not have.</exception>
    public Dictionary<string, object?> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new RecordFault("", $"A record was expected: {Example}; found {Describe(json)}.");
        Dictionary<string, object?> record;
        try
        {
            record = json.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value);
            foreach (var property in json.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String))
                _ = property.Value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new RecordFault("", "The record has a text that is not valid Unicode. Send it in UTF-8.");
        }

        var errors = new Dictionary<string, string>();
        var known = 0;
        foreach (var (column, fields) in _groups)
        {
            if (column is not null && record.ContainsKey(column))
            {
                known++;
                continue;
            }

            foreach (var field in fields)
            {
                if (record.ContainsKey(field.Name))
                    known++;
                else
                    errors[field.Name] = $"The record has no '{field.Name}'. Give {field.Meaning}.";
            }
        }

        if (known < record.Count)
            AddUnknown(record, errors);
        return errors.Count == 0 ? record : throw new RecordFault(errors);
    }

    private void AddUnknown(Dictionary<string, object?> record, Dictionary<string, string> errors)
    {
        var names = Fields.Select(field => field.Name).Concat(_groups.Select(group => group.Column).OfType<string>()).ToHashSet();
        foreach (var name in record.Keys.Where(name => !names.Contains(name)))
        {
            errors[name] = $"The model has no field '{name}'; its fields are "
                + $"{string.Join(", ", Fields.Take(20).Select(field => $"'{field.Name}'"))}{(Fields.Count() > 20 ? ", …" : "")}.";
        }

        if (errors.Count == 0)
            errors[""] = "The record has a column as a list and its values by their names. Send one of the two.";
    }

    private static (string?, IReadOnlyList<RecordFieldForm>) GroupOf(DataViewSchema.Column column, RecordEncoding? encoding)
    {
        if (encoding is not null && column.Name == "Features")
            return (null, [.. encoding.Columns.Select(own => RecordFieldForm.Of(own, encoding.AllowsMissing))]);
        if (!column.HasSlotNames())
            return (null, [RecordFieldForm.Of(column)]);
        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.GetSlotNames(ref slots);
        return (column.Name, [.. slots.DenseValues().Select(name => RecordFieldForm.OfSlot(name.ToString(), column))]);
    }

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => json.GetRawText() is { Length: > 40 } text ? text[..40] + "…" : json.GetRawText(),
    };
}
