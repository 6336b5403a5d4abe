using System.Buffers.Binary;
using System.Text;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// A TrueType font, read as far as a smaller one can be made of it: which outline a character has, and how wide it is (OpenType 1.9,
/// tables <c>cmap</c> in format 4, <c>glyf</c>, <c>head</c>, <c>hhea</c>, <c>hmtx</c> and <c>loca</c>).
/// </summary>
internal sealed class TrueTypeFont
{
    private const int EntryBytes = 16, HeaderBytes = 12; // of the directory of tables
    private const int ShortOffsets = 0;

    private readonly byte[] _file;
    private readonly Dictionary<string, Range> _tables = [];
    private readonly Dictionary<int, int> _glyphs = [];

    /// <summary>Reads a font.</summary>
    /// <param name="file">The bytes of its file.</param>
    /// <exception cref="InvalidDataException">Its characters or outlines are kept in another way than in the font of pictures.</exception>
    public TrueTypeFont(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        for (var i = 0; i < Number(file, 4); i++)
        {
            var entry = file.AsSpan(HeaderBytes + (i * EntryBytes), EntryBytes);
            var (start, length) = (LongNumber(entry, 8), LongNumber(entry, 12));
            _tables.Add(Encoding.ASCII.GetString(entry[..4]), start..(start + length));
        }

        if (Number(Table("head"), 50) != ShortOffsets)
            throw new InvalidDataException("The font keeps the places of its outlines in long numbers; short ones were expected.");
        ReadCharacters();
    }

    /// <summary>Units of the font that are as long as the size of a text.</summary>
    public int UnitsPerEm => Number(Table("head"), 18);

    /// <summary>Number of outlines with a width of their own; the others have that of the last of these.</summary>
    private int Widths => Number(Table("hhea"), 34);

    /// <summary>A table of the font by its name of four letters.</summary>
    public ReadOnlySpan<byte> Table(string name) => _file.AsSpan(_tables[name]);

    /// <summary>The outline's number of a character; 0, which stands for characters that are missing, where the font has none.</summary>
    public int GlyphOf(int character) => _glyphs.GetValueOrDefault(character);

    /// <summary>How far the next character is from one with this outline, in units of the font.</summary>
    public int Advance(int glyph) => Number(Table("hmtx"), 4 * Math.Min(glyph, Widths - 1));

    /// <summary>Units of the font between the place of an outline and its left edge.</summary>
    public int LeftBearing(int glyph) => BinaryPrimitives.ReadInt16BigEndian(
        Table("hmtx")[(glyph < Widths ? (4 * glyph) + 2 : (4 * Widths) + (2 * (glyph - Widths)))..]);

    /// <summary>The bytes of an outline; none for a space.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var places = Table("loca");
        return Table("glyf")[(2 * Number(places, 2 * glyph))..(2 * Number(places, 2 * (glyph + 1)))];
    }

    /// <summary>The unsigned number of two bytes at a place.</summary>
    public static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int LongNumber(ReadOnlySpan<byte> bytes, int at) => checked((int)BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));

    /// <summary>
    /// Reads the first table of format 4: four lists of as many segments, their ends, their starts, what is added to a character for its
    /// outline, and where instead a list of outlines begins.
    /// </summary>
    private void ReadCharacters()
    {
        var all = Table("cmap");
        var subtables = Number(all, 2);
        for (var i = 0; i < subtables; i++)
        {
            var table = all[LongNumber(all, 8 + (8 * i))..];
            if (Number(table, 0) != 4)
                continue;
            var twice = Number(table, 6); // two bytes for each segment
            for (var segment = 0; segment < twice; segment += 2)
            {
                var (end, start) = (Number(table, 14 + segment), Number(table, 16 + twice + segment));
                var (added, list) = (Number(table, 16 + (2 * twice) + segment), 16 + (3 * twice) + segment);
                for (var character = start; character <= end && character < 0xFFFF; character++)
                {
                    _glyphs[character] = Number(table, list) is > 0 and var offset
                        ? Number(table, list + offset + (2 * (character - start))) : (character + added) & 0xFFFF;
                }
            }

            return;
        }

        throw new InvalidDataException("The font has no list of characters in format 4.");
    }
}
