using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>Finds the columns that an evaluator reads, and says what is wrong with them.</summary>
internal static class EvaluatedColumns
{
    private const string Parameter = "schema";

    public static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(Check.NotEmpty(name)) ?? throw Errors.MissingColumn(Parameter, role, name, schema);

    /// <summary>A column of one float per row.</summary>
    public static DataViewSchema.Column FindSingle(DataViewSchema schema, string role, string name)
    {
        DataViewSchema.Column column = Find(schema, role, name);
        return column.Type == NumberDataViewType.Single ? column : throw Mismatch(role, column, "Single");
    }

    public static ArgumentOutOfRangeException Mismatch(string role, DataViewSchema.Column column, string expected) =>
        Errors.SchemaMismatch(Parameter, role, column.Name, expected, column.Type.ToString()!);
}
