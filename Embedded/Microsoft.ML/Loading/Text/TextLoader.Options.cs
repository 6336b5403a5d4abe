namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>How text files are read.</summary>
    public class Options
    {
        /// <summary>Whether fields may be in double quotes, inside which separators count for nothing.</summary>
        public bool AllowQuoting;

        /// <summary>Whether lines may be sparse: after some plain fields, fields of the form index:value.</summary>
        public bool AllowSparse;

        /// <summary>The number of fields of a line; not known when null. Sparse lines then say it themselves.</summary>
        public int? InputSize;

        /// <summary>The separators between fields.</summary>
        public char[] Separators = ['\t'];

        /// <summary>The decimal marker, a point or a comma.</summary>
        public char DecimalMarker = '.';

        /// <summary>The columns; by default a label from the first field and features from all others.</summary>
        public Column[]? Columns;

        /// <summary>Whether white space at the end of a line is removed.</summary>
        public bool TrimWhitespace;

        /// <summary>Whether the first line of each file is a header.</summary>
        public bool HasHeader;

        /// <summary>Whether several threads may be used.</summary>
        public bool UseThreads = true;

        /// <summary>Whether a quoted field may go on over several lines.</summary>
        public bool ReadMultilines;

        /// <summary>A file whose first line is the header of the others.</summary>
        public string? HeaderFile;

        /// <summary>The greatest number of rows to read.</summary>
        public long? MaxRows;

        /// <summary>The character before a double quote that belongs to a quoted field.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether an empty field of a Single or Double column is NaN; else it is 0.</summary>
        public bool MissingRealsAsNaNs;
    }
}
