using System.Text;
using System.Text.RegularExpressions;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage of drawings in XML: numbers, elements, names, entities and depth.</summary>
public static partial class DrawingMutations
{
    private static readonly string[] Pieces =
    [
        "", "0", "-1", "1e999", "nan", "99999999999999999999", "<", ">", "&", "&amp;", "&x;", "\"", "/>", "<g>", "</g>", "<path/>",
        "<text>a</text>", "<!--", "-->", "<![CDATA[", "]]>", "M0 0L1", "Z", "url(#a)", "\u0001", "xmlns=\"\"", "id=\"a\"", "d=\"\"",
    ];

    private const string Bomb = """
        <!DOCTYPE svg [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
        <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;">]>
        """;

    private const string OtherFile = "<!DOCTYPE svg [<!ENTITY h SYSTEM \"file:///etc/hostname\">]>\n";

    /// <summary>One to three places damaged, or bytes without regard to elements.</summary>
    public static byte[] Any(byte[] file, MutationSource source)
    {
        if (source.OnceIn(5))
            return ByteMutations.Any(file, source);
        var text = Encoding.UTF8.GetString(file);
        for (var times = 1 + source.Below(3); times > 0; times--)
            text = Change(text, source);
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Change(string text, MutationSource source)
    {
        if (source.OnceIn(200))
        {
            var deep = source.OneOf([100, 1_000, 50_000]);
            return text.Replace("</svg>", $"{Repeated("<g>", deep)}{Repeated("</g>", deep)}</svg>", StringComparison.Ordinal);
        }

        if (source.OnceIn(100))
            return source.OneOf([Bomb, OtherFile]) + text.Replace("</svg>", "<text>&h;</text></svg>", StringComparison.Ordinal);
        var parts = Part().Matches(text);
        if (parts.Count == 0)
            return text + source.OneOf(Pieces);
        var (part, other) = (parts[source.Below(parts.Count)], parts[source.Below(parts.Count)]);
        var with = source.Below(4) switch { 0 => other.Value, 1 => "", _ => source.OneOf(Pieces) };
        return text[..part.Index] + with + text[(part.Index + part.Length)..];
    }

    private static string Repeated(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    [GeneratedRegex("<[^>]*>|\"[^\"]*\"|[0-9.]+|[a-zA-Z]+")]
    private static partial Regex Part();
}
