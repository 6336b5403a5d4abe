using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.OpenApi;
using MlPipelines.Data.Tables;

namespace MlPipelines.Serve;

/// <summary>One field of a record: its name, what it means in words, and its schema for the OpenAPI document.</summary>
/// <param name="Name">The name in the record.</param>
/// <param name="Meaning">What is expected, as part of a sentence.</param>
/// <param name="Type">The types of JSON that it may have.</param>
internal sealed record RecordFieldForm(string Name, string Meaning, JsonSchemaType Type)
{
    /// <summary>Of a vector, the type of its items.</summary>
    public JsonSchemaType? Items { get; init; }

    /// <summary>A field of the table that the model was trained on.</summary>
    public static RecordFieldForm Of(FeatureEncoding column, bool allowsMissing)
    {
        var (meaning, type) = column.Type switch
        {
            CsvColumnType.Number => ("a number", JsonSchemaType.Number | JsonSchemaType.String),
            CsvColumnType.Boolean => ("true or false", JsonSchemaType.Boolean | JsonSchemaType.String),
            CsvColumnType.Date => ("a date such as 2024-01-31, or as the table writes it", JsonSchemaType.String),
            _ => ($"a category ({Listed(column.Categories)})", JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean),
        };
        return allowsMissing
            ? new RecordFieldForm(column.Column, $"{meaning}, or null where it is missing", type | JsonSchemaType.Null)
            : new RecordFieldForm(column.Column, meaning, type);
    }

    /// <summary>A column of ML.NET.</summary>
    public static RecordFieldForm Of(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
            return new RecordFieldForm(column.Name, OfItem(column.Type).Meaning, OfItem(column.Type).Type);
        var (meaning, items) = OfItem(vector.ItemType);
        return new RecordFieldForm(
            column.Name, $"a list{(vector.Size > 0 ? $" of {vector.Size}" : "")}, each {meaning}", JsonSchemaType.Array)
        { Items = items };
    }

    /// <summary>One value of a vector that has names for them.</summary>
    public static RecordFieldForm OfSlot(string name, DataViewSchema.Column column)
    {
        var (meaning, type) = OfItem(((VectorDataViewType)column.Type).ItemType);
        return new RecordFieldForm(name, meaning, type);
    }

    /// <summary>The field in the OpenAPI document.</summary>
    public OpenApiSchema ToSchema() => new()
    {
        Type = Type,
        Description = char.ToUpperInvariant(Meaning[0]) + Meaning[1..] + ".",
        Items = Items is { } items ? new OpenApiSchema { Type = items } : null,
    };

    private static (string Meaning, JsonSchemaType Type) OfItem(DataViewType type) => type switch
    {
        TextDataViewType => ("a text", JsonSchemaType.String),
        BooleanDataViewType => ("true or false", JsonSchemaType.Boolean),
        NumberDataViewType when type.RawType == typeof(float) || type.RawType == typeof(double) => ("a number", JsonSchemaType.Number),
        NumberDataViewType => ("a whole number", JsonSchemaType.Integer),
        _ => ($"a text that is a {type}", JsonSchemaType.String),
    };

    private static string Listed(IReadOnlyList<string> categories) =>
        string.Join(", ", categories.Take(10).Select(category => $"'{category}'")) + (categories.Count > 10 ? ", …" : "");
}
