namespace MlPipelines.Data.Tables;

/// <summary>The features of a table as numbers that depend on each row alone, for a hashed split before the features are encoded.</summary>
internal static class Fingerprint
{
    public static SingleMatrix Of(Table table)
    {
        int[] columns = [.. Enumerable.Range(0, table.Roles.Length).Where(c => table.Roles[c] == CsvColumnRole.Feature)];
        float[] values = new float[checked(table.RowCount * columns.Length)];
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnValues column = table.Values[columns[i]]!;
            float[]? categories = table.Types[columns[i]] == CsvColumnType.Category ? [.. column.Categories.Select(Hash)] : null;
            for (int row = 0; row < table.RowCount; row++)
            {
                float value = column.Values[row];
                values[row * columns.Length + i] = categories is null || float.IsNaN(value) ? value : categories[(int)value];
            }
        }

        return new SingleMatrix(values, columns.Length);
    }

    /// <summary>FNV-1a over the text's code units, in the 24 bits that a Single holds exactly.</summary>
    private static float Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = (hash ^ c) * 16777619;
        return hash >> 8;
    }
}
