using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>Finds the delimiter of a file.</summary>
internal static class Delimiters
{
    /// <summary>The one of comma, semicolon, tab and bar that splits the header into most fields; a comma when none does.</summary>
    public static char Detect(string path)
    {
        char best = ',';
        int most = 0;
        foreach (char delimiter in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            int fields;
            try
            {
                using var reader = new CsvReader(path, delimiter);
                fields = reader.Read() ? reader.FieldCount : 0;
            }
            catch (DataFileException)
            {
                // With the wrong delimiter a quote stands within a field. The chosen one is read again, and its errors are shown.
                continue;
            }

            if (fields > most)
                (most, best) = (fields, delimiter);
        }

        return best;
    }
}
