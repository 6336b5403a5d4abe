using System.Text;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage of tables in text: cells, rows, quotes and line ends.</summary>
public static class TableMutations
{
    private static readonly string[] Cells =
    [
        "", " ", "0", "-1", "1", "1e999", "-1e999", "1e-999", "NaN", "nan", "inf", "-Infinity", "∞", "99999999999999999999", "2147483647",
        "2147483648", "-2147483648", "4294967296", "4611686018427387904", "1,5", "1.5.5", "1 000", "--1", "0x1F", "\"", "\"\"", "\"a",
        "a\"b", "\"a\"b", "\"a,b\"", "\"a\nb\"", "\0", "\r", "\n", ";", "\t", ",",
        "NA", "null", "?", "true", "2024-02-30",
        "31.12.1999", "x", "é",
        "\uFEFF", "=1+1", "'", "../../x", "sep=;", "\u2028", "1e5", ".5", "5.", "+5", "1_000", "٣", "\ud83d\ude00",
    ];

    /// <summary>One to three cells or rows damaged, or bytes without regard to them.</summary>
    public static byte[] Any(byte[] file, MutationSource source)
    {
        if (source.OnceIn(5))
            return ByteMutations.Any(file, source);
        var text = Encoding.UTF8.GetString(file);
        for (var times = 1 + (source.OnceIn(2) ? source.Below(3) : 0); times > 0; times--)
            text = Change(text, source);
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Change(string text, MutationSource source)
    {
        var lines = text.Split('\n').ToList();
        var line = source.Below(lines.Count);
        var mark = lines[line].Contains('\t', StringComparison.Ordinal) ? '\t'
            : lines[line].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var cells = lines[line].Split(mark).ToList();
        var cell = source.Below(cells.Count);
        switch (source.Below(16))
        {
            case 0:
                cells.RemoveAt(cell);
                break;
            case 1:
                cells.Insert(cell, source.OneOf(Cells));
                break;
            case 2:
                lines.RemoveAt(line);
                return string.Join('\n', lines);
            case 3:
                lines.Insert(source.Below(lines.Count + 1), lines[line]);
                return string.Join('\n', lines);
            case 4:
                var other = source.Below(lines.Count);
                (lines[line], lines[other]) = (lines[other], lines[line]);
                return string.Join('\n', lines);
            case 5:
                cells[cell] = new string(source.OneOf(['a', '1', '"', ' ']), source.OneOf([100, 5_000, 70_000]));
                break;
            case 6: // a column gets the name of another, or a row the cell of another
                cells[cell] = cells[source.Below(cells.Count)];
                break;
            case 7:
                return text.Replace("\n", source.OneOf(["\r\n", "\r", "\n\n", "\0\n"]), StringComparison.Ordinal);
            case 8:
                return text.Replace($"{mark}", source.OneOf([";", "\t", "|", " ", ""]), StringComparison.Ordinal);
            case 9: // all cells of a column
                var value = source.OneOf(Cells);
                return string.Join('\n', lines.Select((row, i) => i == 0 ? row : WithCell(row, mark, cell, value)));
            case 10:
                cells[cell] = $"{source.Extreme()}";
                break;
            case 11 when cells[cell].Length > 0:
                var at = source.Below(cells[cell].Length);
                cells[cell] = cells[cell][..at] + source.OneOf(Cells) + cells[cell][at..];
                break;
            default:
                cells[cell] = source.OneOf(Cells);
                break;
        }

        lines[line] = string.Join(mark, cells);
        return string.Join('\n', lines);
    }

    private static string WithCell(string row, char mark, int cell, string value)
    {
        var cells = row.Split(mark);
        if (cell < cells.Length)
            cells[cell] = value;
        return string.Join(mark, cells);
    }
}
