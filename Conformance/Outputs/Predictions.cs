using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Outputs;

/// <summary>One column that a trained model added, with its values.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Numbers">[rows][slots], a number as it is and a truth as 0 or 1; empty where the values are text.</param>
/// <param name="Texts">[rows] where the values are text; else empty.</param>
internal sealed record PredictedColumn(string Name, DataViewType Type, double[][] Numbers, string[] Texts)
{
    public bool IsKey => Type is KeyDataViewType;
}

/// <summary>What a trained model adds to rows.</summary>
/// <param name="Columns">The columns whose values can be compared, in order.</param>
/// <param name="Count">Rows.</param>
internal sealed record Predictions(IReadOnlyList<PredictedColumn> Columns, int Count)
{
    /// <summary>Reads the columns that were added.</summary>
    /// <param name="transformed">The rows behind the model.</param>
    /// <param name="input">The schema of the rows before it.</param>
    public static Predictions Read(IDataView transformed, DataViewSchema input)
    {
        var columns = Added(transformed.Schema, input).ToList();
        using var cursor = transformed.GetRowCursor(columns);
        var readers = columns.Select(column => (Column: column, Read: ColumnReader.Create(cursor, column))).ToList();
        var values = readers.Select(_ => (Numbers: new List<double[]>(), Texts: new List<string>())).ToList();
        var count = 0;
        while (cursor.MoveNext())
        {
            for (var i = 0; i < readers.Count; i++)
            {
                var (numbers, text) = readers[i].Read();
                if (text is null)
                    values[i].Numbers.Add(numbers);
                else
                    values[i].Texts.Add(text);
            }

            count++;
        }

        return new Predictions(
            [.. readers.Select((reader, i) => new PredictedColumn(
                reader.Column.Name, reader.Column.Type, [.. values[i].Numbers], [.. values[i].Texts]))],
            count);
    }

    /// <summary>The columns of a schema that its input does not have, of types that can be read.</summary>
    public static IEnumerable<DataViewSchema.Column> Added(DataViewSchema schema, DataViewSchema input) => schema.Where(
        column => !column.IsHidden && (column.Index >= input.Count || input.GetColumnOrNull(column.Name) is null)
            && ColumnReader.CanRead(column.Type));

    /// <summary>The rows at places, in that order.</summary>
    public Predictions At(IReadOnlyList<int> places) => new(
        [.. Columns.Select(column => column with
        {
            Numbers = column.Numbers.Length == 0 ? [] : [.. places.Select(place => column.Numbers[place])],
            Texts = column.Texts.Length == 0 ? [] : [.. places.Select(place => column.Texts[place])],
        })],
        places.Count);

    /// <summary>Rows of several predictions of one model, one behind the other.</summary>
    public static Predictions Together(IReadOnlyList<Predictions> parts) => new(
        [.. parts[0].Columns.Select((column, i) => column with
        {
            Numbers = [.. parts.SelectMany(part => part.Columns[i].Numbers)],
            Texts = [.. parts.SelectMany(part => part.Columns[i].Texts)],
        })],
        parts.Sum(part => part.Count));
}
