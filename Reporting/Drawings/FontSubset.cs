using System.Buffers.Binary;
using System.Text;

namespace MlPipelines.Reporting.Drawings;

/// <summary>A font with no other characters than those that are asked for: some ten kilobytes in place of some hundred.</summary>
internal static class FontSubset
{
    private const int Align = 4;
    private const uint WholeSum = 0xB1B0AFBA; // what the sums of a font's words come to (OpenType 1.9, head)

    /// <summary>The file of the smaller font.</summary>
    /// <param name="font">The font.</param>
    /// <param name="characters">The characters; those that the font does not have are left out.</param>
    public static byte[] Of(TrueTypeFont font, IEnumerable<int> characters)
    {
        ArgumentNullException.ThrowIfNull(font);
        int[] known = [.. characters.Where(character => font.GlyphOf(character) > 0).Distinct().Order()];
        var glyphs = new List<int> { 0 }; // by their new numbers
        glyphs.AddRange(known.Select(font.GlyphOf));
        var places = known.Index().ToDictionary(pair => pair.Item, pair => pair.Index + 1);
        var outlines = new List<byte>();
        var starts = new List<int>();
        for (var i = 0; i < glyphs.Count; i++) // outlines that others are made of come to its end
        {
            starts.Add(outlines.Count);
            var outline = font.Outline(glyphs[i]).ToArray();
            Renumber(outline, glyphs);
            outlines.AddRange(outline);
            Fill(outlines);
        }

        starts.Add(outlines.Count);
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0); // the sum, which is written last
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1); // long places of outlines
        return File(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["OS/2"] = font.Table("OS/2").ToArray(),
            ["cmap"] = Characters(places),
            ["glyf"] = [.. outlines],
            ["head"] = head,
            ["hhea"] = WithNumber(font.Table("hhea"), 34, glyphs.Count),
            ["hmtx"] = [.. glyphs.SelectMany(glyph => Number(font.Advance(glyph)).Concat(Number(font.LeftBearing(glyph))))],
            ["loca"] = [.. starts.SelectMany(LongNumber)],
            ["maxp"] = WithNumber(font.Table("maxp"), 4, glyphs.Count),
            ["name"] = [0, 0, 0, 0, 0, 6], // no names
            ["post"] = font.Table("post").ToArray(),
        });
    }

    /// <summary>
    /// Gives the parts of an outline that is made of others their new numbers, and adds these to the list (OpenType 1.9, glyf, composite
    /// glyph description).
    /// </summary>
    private static void Renumber(Span<byte> outline, List<int> glyphs)
    {
        const int Words = 0x1, Scale = 0x8, More = 0x20, TwoScales = 0x40, Matrix = 0x80;
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;
        for (int at = 10, flags = More; (flags & More) != 0;)
        {
            flags = TrueTypeFont.Number(outline, at);
            var part = TrueTypeFont.Number(outline, at + 2);
            if (!glyphs.Contains(part))
                glyphs.Add(part);
            BinaryPrimitives.WriteUInt16BigEndian(outline[(at + 2)..], (ushort)glyphs.IndexOf(part));
            at += 4 + ((flags & Words) != 0 ? 4 : 2)
                + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
        }
    }

    /// <summary>The table of characters, in format 12: groups of characters that follow one another, as do their outlines.</summary>
    private static byte[] Characters(Dictionary<int, int> places)
    {
        var groups = new List<(int First, int Last)>();
        foreach (var character in places.Keys)
        {
            if (groups.Count > 0 && groups[^1].Last == character - 1)
                groups[^1] = (groups[^1].First, character);
            else
                groups.Add((character, character));
        }

        const int Header = 16, Group = 12;
        return
        [
            .. Number(0), .. Number(1), .. Number(3), .. Number(10), .. LongNumber(12), // one table, for Windows, of all Unicode
            .. Number(12), .. Number(0), .. LongNumber(Header + (Group * groups.Count)), .. LongNumber(0), .. LongNumber(groups.Count),
            .. groups.SelectMany(group => LongNumber(group.First).Concat(LongNumber(group.Last)).Concat(LongNumber(places[group.First]))),
        ];
    }

    /// <summary>The file: a directory of tables with their sums, and the tables.</summary>
    private static byte[] File(SortedDictionary<string, byte[]> tables)
    {
        var steps = (int)Math.Log2(tables.Count);
        var directory = new List<byte>([
            0, 1, 0, 0, .. Number(tables.Count), .. Number(16 << steps), .. Number(steps), .. Number(16 * (tables.Count - (1 << steps)))]);
        var body = new List<byte>();
        var bodyStart = directory.Count + (16 * tables.Count);
        var headStart = 0;
        foreach (var (name, table) in tables)
        {
            if (name == "head")
                headStart = bodyStart + body.Count;
            directory.AddRange(Encoding.ASCII.GetBytes(name));
            directory.AddRange([
                .. LongNumber(unchecked((int)Sum(table))), .. LongNumber(bodyStart + body.Count), .. LongNumber(table.Length)]);
            body.AddRange(table);
            Fill(body);
        }

        byte[] file = [.. directory, .. body];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headStart + 8), unchecked(WholeSum - Sum(file)));
        return file;
    }

    /// <summary>The sum of a table's words of four bytes, the last one filled up by zeros.</summary>
    private static uint Sum(byte[] table)
    {
        var sum = 0u;
        for (var i = 0; i < table.Length; i++)
            sum = unchecked(sum + ((uint)table[i] << (8 * (3 - (i % Align)))));
        return sum;
    }

    private static void Fill(List<byte> bytes)
    {
        while (bytes.Count % Align != 0)
            bytes.Add(0);
    }

    private static byte[] WithNumber(ReadOnlySpan<byte> table, int at, int number)
    {
        var changed = table.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at), (ushort)number);
        return changed;
    }

    private static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] LongNumber(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
