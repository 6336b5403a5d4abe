namespace MlPipelines.Data.Csv;

/// <summary>Reads a file whose features are numbers and whose label is a class number.</summary>
/// <param name="FeatureColumns">The names of the features' columns in the file, in the order of the features.</param>
/// <param name="LabelColumn">The name of the label's column.</param>
/// <param name="ClassCount">Number of classes; labels go from 0 to this less one.</param>
internal sealed record ClassificationCsv(IReadOnlyList<string> FeatureColumns, string LabelColumn, int ClassCount)
{
    /// <summary>Reads a file; columns that are not named are ignored.</summary>
    /// <exception cref="DataFileException">The file is empty or has no rows, a column is missing, or a field is not what it should be.</exception>
    public (SingleMatrix Features, int[] Classes) Read(string path, CancellationToken cancellationToken = default)
    {
        using var reader = new CsvReader(path);
        CsvHeader header = CsvHeader.Read(reader);
        int[] columns = [.. FeatureColumns.Select(header.IndexOf)];
        int label = header.IndexOf(LabelColumn);
        var features = new List<float>();
        var classes = new List<int>();
        while (reader.Read())
        {
            header.CheckFieldCount();
            for (int i = 0; i < columns.Length; i++)
                features.Add(CsvNumbers.Single(reader, columns[i], FeatureColumns[i]));
            classes.Add(CsvNumbers.Class(reader, label, LabelColumn, ClassCount));
            if (classes.Count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (classes.Count == 0)
            throw reader.Error(2, null, "expected rows of data, found none after the header.");
        return (new SingleMatrix([.. features], columns.Length), [.. classes]);
    }
}
