using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Saving;

namespace Microsoft.ML;

public static partial class TextLoaderSaverCatalog
{
    /// <summary>Writes the rows as text, which the text loader can read back.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows. Columns of a type of the user's own are left out, with a warning in the log.</param>
    /// <param name="stream">Where the text goes; it stays open.</param>
    /// <param name="separatorChar">Space, tab, comma, semicolon or bar.</param>
    /// <param name="headerRow">Whether the names of columns and slots come first.</param>
    /// <param name="schema">Whether a comment at the head says how the file is loaded.</param>
    /// <param name="keepHidden">Whether hidden columns are written too.</param>
    /// <param name="forceDense">Whether every value is written; else those of mostly empty lines are written sparsely.</param>
    public static void SaveAsText(
        this DataOperationsCatalog catalog,
        IDataView data,
        Stream stream,
        char separatorChar = '\t',
        bool headerRow = true,
        bool schema = true,
        bool keepHidden = false,
        bool forceDense = false)
    {
        Check.NotNull(catalog);
        Check.NotNull(data);
        Check.NotNull(stream);
        Check.Param(separatorChar is ' ' or '\t' or ',' or ';' or '|', nameof(separatorChar), "Invalid separator - must be: space, tab, comma, semicolon, or bar");
        catalog.Environment.Register("TextSaver");
        using var channel = catalog.Environment.Start("Saving data");
        var columns = data.Schema.Where(column => (keepHidden || !column.IsHidden) && CanSave(column, channel)).ToArray();
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using var cursor = data.GetRowCursor(columns);
        var fields = Array.ConvertAll(columns, column => TextFields.Create(cursor, column, separatorChar));
        var hasHeader = headerRow && columns.Any(column => column.Type is not VectorDataViewType || column.HasSlotNames());
        if (schema)
            LoaderComment.Write(writer, columns, separatorChar, hasHeader);
        var line = new TextLine(separatorChar, forceDense);
        if (hasHeader)
        {
            foreach (var column in fields)
                line.Add("", column.ReadNames);
            line.Write(writer, "\"\"");
        }
        while (cursor.MoveNext())
        {
            line.Clear();
            foreach (var column in fields)
                line.Add(column.Default, column.Read);
            line.Write(writer);
        }
    }

    private static bool CanSave(DataViewSchema.Column column, IChannel channel)
    {
        if (TypeSaving.CanSave(column.Type))
            return true;
        channel.Warning(MessageSensitivity.Schema, $"Column '{column.Name}' of type {column.Type} cannot be written as text and is left out");
        return false;
    }
}
