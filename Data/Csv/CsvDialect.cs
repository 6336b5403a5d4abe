using MlPipelines.Data.Fields;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>How a file's lines become fields, and whether the first of them is a header.</summary>
/// <param name="Delimiter">What stands between fields.</param>
/// <param name="HasHeader">Whether the first record has the names of the columns.</param>
/// <param name="DropsLastField">Whether the first record ends with a delimiter and the rows do not.</param>
/// <param name="Remark">What a user may want to know of how this was found; null for nothing.</param>
internal sealed record CsvDialect(char Delimiter, bool HasHeader = true, bool DropsLastField = false, string? Remark = null)
{
    private const int SampledRecords = 100;
    private const double AllAgree = 1;

    /// <summary>In the order in which one is preferred of several that fit equally well: the rarer in texts and numbers first.</summary>
    private static readonly char[] Candidates = ['\t', ';', '|', ','];

    /// <summary>Finds the dialect of a file from its first records.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The delimiter; null for the one that a first line such as <c>sep=;</c> names, else the one of comma,
    /// semicolon, tab and bar that splits the first records into equally many fields, of several the one that leaves most numbers.</param>
    /// <param name="header">Whether the first record is a header; null to find out.</param>
    /// <exception cref="DataFileException">The file is not UTF-8 text.</exception>
    public static CsvDialect Of(string path, char? delimiter = null, bool? header = null)
    {
        using (var reader = new StrictCsvReader(path))
            delimiter ??= reader.NamedDelimiter;
        var sample = delimiter is { } told ? Sample.Read(path, told) : Best(path);
        var hasHeader = header ?? sample.LooksLikeHeader();
        var remark = header is not null ? null : !hasHeader
            ? "the first line holds values like those below it, so it is a row, and the columns are named column1, column2 and so on "
                + "(header: true takes it for the names)"
            : sample.IsSeries ? "the first line holds numbers in equal steps, which are taken for the names of the columns "
                + "(header: false takes it for a row)" : null;
        return new CsvDialect(sample.Delimiter, hasHeader, hasHeader && sample.DropsLastField, remark);
    }

    private static Sample Best(string path)
    {
        Sample[] samples = [.. Candidates.Select(candidate => Sample.Read(path, candidate)).Where(sample => sample.Width > 1)];
        if (samples.Length == 0)
            return Sample.Read(path, ',');
        Sample[] agreeing = [.. samples.Where(sample => sample.Agreement == AllAgree)];
        return agreeing.Length > 0 ? agreeing.MaxBy(sample => sample.TypedShare)!
            : samples.MaxBy(sample => (sample.Agreement, sample.Width))!;
    }

    /// <summary>The first records of a file, read with one delimiter.</summary>
    private sealed class Sample
    {
        private readonly List<string[]> _records = [];

        private Sample(char delimiter) => Delimiter = delimiter;

        public char Delimiter { get; }

        public int Width => _records.Count == 0 ? 0 : _records[0].Length;

        /// <summary>Whether the first record ends with a delimiter that the others lack.</summary>
        public bool DropsLastField =>
            _records.Count > 1 && Width > 2 && _records[0][^1].Length == 0 && _records.Skip(1).All(record => record.Length == Width - 1);

        /// <summary>The share of records with as many fields as the first.</summary>
        public double Agreement => DropsLastField ? AllAgree : _records.Count(Fits) / (double)_records.Count;

        /// <summary>The share of the fields below the first record that are empty, numbers, dates or truth values.</summary>
        public double TypedShare
        {
            get
            {
                var texts = _records.Skip(1).SelectMany(record => record).ToList();
                return texts.Count == 0 ? 0 : texts.Count(text => text.Length == 0 || FieldKinds.IsTyped(text)) / (double)texts.Count;
            }
        }

        /// <summary>The first records; with a wrong delimiter a quote may stand within a field: those before it.</summary>
        public static Sample Read(string path, char delimiter)
        {
            var sample = new Sample(delimiter);
            try
            {
                using var reader = new StrictCsvReader(path, delimiter);
                while (sample._records.Count < SampledRecords && reader.Read())
                {
                    string[] record = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.Text)];
                    if (record is not [""])
                        sample._records.Add(record);
                }
            }
            catch (DataFileException)
            {
                // The chosen delimiter is read again, and its errors are shown.
                if (sample._records.Count == 0)
                    return sample;
                sample._records.Add([]);
            }

            return sample;
        }

        /// <summary>
        /// A first record is a row where it has a number in a column of numbers or a date in one of dates, and no text in any such column;
        /// in a file of texts where each of its texts comes again below it. Numbers that rise by one step, such as years or the numbers of
        /// pixels, are names.
        /// </summary>
        public bool LooksLikeHeader()
        {
            if (_records.Count < 2)
                return true;
            var first = _records[0];
            var typed = 0;
            for (var column = 0; column < first.Length; column++)
            {
                var below = _records.Skip(1).Where(record => record.Length > column && record[column].Length > 0)
                    .Select(record => record[column]).ToList();
                if (below.Count == 0 || !below.TrueForAll(FieldKinds.IsTyped) || first[column].Length == 0)
                    continue;
                if (!FieldKinds.IsTyped(first[column]))
                    return true;
                typed++;
            }

            return typed > 0 ? IsSeries : !AllComeAgain(first);
        }

        /// <summary>Whether the first record has four whole numbers or more in equal steps, and at most one other field.</summary>
        public bool IsSeries
        {
            get
            {
                long[] found = [
                    .. (_records.Count == 0 ? [] : _records[0]).Select(name => long.TryParse(name, out var number) ? number : (long?)null)
                        .OfType<long>()];
                return found.Length >= 4 && found.Length >= Width - 1 && found[1] != found[0]
                    && Enumerable.Range(1, found.Length - 1).All(i => found[i] - found[i - 1] == found[1] - found[0]);
            }
        }

        private bool AllComeAgain(string[] first) =>
            _records.Count > 3 && Enumerable.Range(0, first.Length).All(
                column => _records.Skip(1).Any(record => record.Length > column && record[column] == first[column]));

        private bool Fits(string[] record) =>
            record.Length == Width || (record.Length == Width + 1 && record[^1].Length == 0);
    }
}
