using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;

namespace MlPipelines.Data.Traps;

/// <summary>The columns of a table and its label, the rows of all splits one after the other.</summary>
internal sealed class TableColumns
{
    private readonly IReadOnlyList<MatrixDataView> _parts;

    private TableColumns(IReadOnlyList<MatrixDataView> parts, int classes)
    {
        _parts = parts;
        Classes = classes;
        Labels = [.. parts.SelectMany(part => Enumerable.Range(0, part.RowCount).Select(row => LabelOf(part, row)))];
        FileRows = [.. parts.SelectMany(part => Enumerable.Range(0, part.RowCount).Select(part.RowNumber))];
        Mean = Labels.Average(label => (double)label);
        SquaresAboutMean = Labels.Sum(label => Math.Pow(label - Mean, 2));
        LargestClass = classes == 0 ? 0 : Labels.GroupBy(label => label).Max(group => group.Count());
    }

    public int Count => Labels.Length;

    /// <summary>0 for numbers.</summary>
    public int Classes { get; }

    public float[] Labels { get; }

    /// <summary>Where each row stands in the file.</summary>
    public int[] FileRows { get; }

    public double Mean { get; }

    public double SquaresAboutMean { get; }

    public int LargestClass { get; }

    public static TableColumns Of(CsvData table) => new(
        [.. new[] { table.DataSet.Train, table.DataSet.Validation, table.DataSet.Test }.OfType<MatrixDataView>()],
        table.DataSet.ClassCount);

    /// <summary>A column's value in each row: the number, or the place of the category; -1 for none.</summary>
    public float[] Values(CsvColumn column)
    {
        var values = new float[Count];
        var features = new float[_parts[0].FeatureCount];
        var next = 0;
        foreach (var part in _parts)
        {
            for (var row = 0; row < part.RowCount; row++)
            {
                part.CopyFeatures(row, features);
                ReadOnlySpan<float> own = features.AsSpan(column.FirstFeature!.Value, column.FeatureCount);
                values[next++] = column.Type == CsvColumnType.Category ? own.IndexOfAnyExcept(0f) : own[0];
            }
        }

        return values;
    }

    /// <summary>The number or the class of a row.</summary>
    public static float LabelOf(MatrixDataView rows, int row) =>
        rows.Task == LearningTask.Multiclass ? rows.GetClass(row) : rows.GetLabel(row);
}
