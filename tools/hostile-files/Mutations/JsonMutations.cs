using System.Text;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage of JSON by its tokens: names, texts, numbers and brackets.</summary>
public static class JsonMutations
{
    private const int Deep = 200;

    private static readonly string[] Pieces =
    [
        "null", "[null]", "true", "false", "[]", "{}", "-1", "0", "1", "0.5", "1e999", "-1e999", "1e-999", "99999999999999999999",
        "2147483647", "2147483648", "-2147483648", "4294967295", "4611686018427387904", "9223372036854775807", "1000000", "NaN", "nan",
        "Infinity", "\"\"", "\" \"", "\"NaN\"", "\"-Infinity\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a\\u0000b\"", "\"../../x\"", "\"/\"",
        "[[[[", "{\"a\":", "]", "}", ",", ":", "\"", "\\", "\uFEFF", "ü", "/*", "//", "[1,2]", "[[1,2],[3]]", "{\"a\":1,\"a\":2}", "'a'",
        "\"a\":1,", "\"kind\":\"none\",", "", "1.", "01", "+1", "0x10", "\"1\"", "\"true\"", "{\"kind\":\"mlp\"}",
    ];

    /// <summary>One to three tokens damaged, or bytes without regard to tokens.</summary>
    public static byte[] Any(byte[] file, MutationSource source)
    {
        if (source.OnceIn(5))
            return ByteMutations.Any(file, source);
        var text = Encoding.UTF8.GetString(file);
        for (var times = 1 + (source.OnceIn(2) ? source.Below(3) : 0); times > 0; times--)
            text = Change(text, source);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && source.OnceIn(20))
            bytes[source.Below(bytes.Length)] = 0xE9; // begins no letter of UTF-8
        return bytes;
    }

    private static string Change(string text, MutationSource source)
    {
        var tokens = Tokens(text);
        if (tokens.Count == 0)
            return source.OneOf(Pieces);
        var i = source.Below(tokens.Count);
        var (start, length) = tokens[i];
        var (before, token, behind) = (text[..start], text.Substring(start, length), text[(start + length)..]);
        switch (source.Below(12))
        {
            case 0: // a property or an item is gone
                var until = EndOfValue(text, tokens, i);
                return before + text[until..].TrimStart(' ', ',', ':');
            case 1: // a property comes twice
                return text[..EndOfValue(text, tokens, i)] + "," + text[start..];
            case 2:
                var opening = source.OnceIn(2) ? "[" : "{\"a\":";
                return before + string.Concat(Enumerable.Repeat(opening, 1 + source.Below(Deep))) + token + behind;
            case 3: // the value of another token
                var (from, many) = source.OneOf(tokens);
                return string.Concat(before, text.AsSpan(from, many), behind);
            case 4 when token.StartsWith('"') && token.Length > 2: // a letter of a name or a text
                var at = start + 1 + source.Below(token.Length - 2);
                return text[..at] + source.OneOf(["", "\\", "\"", "x", "\u0001", "\\u12", "é"]) + text[(at + 1)..];
            case 5 when token.StartsWith('"'): // a long text
                return before + "\"" + new string('a', source.OneOf([100, 5_000, 70_000])) + "\"" + behind;
            case 6:
                return before + source.Extreme() + behind;
            default:
                return before + source.OneOf(Pieces) + behind;
        }
    }

    /// <summary>Where the value ends that begins at a token, or the value of the property whose name is there.</summary>
    private static int EndOfValue(string text, List<(int Start, int Length)> tokens, int i)
    {
        var depth = 0;
        for (; i < tokens.Count; i++)
        {
            var token = text[tokens[i].Start];
            depth += token is '{' or '[' ? 1 : token is '}' or ']' ? -1 : 0;
            var isName = i + 1 < tokens.Count && text[tokens[i + 1].Start] == ':';
            if (depth <= 0 && token != ':' && !isName)
                return tokens[i].Start + tokens[i].Length;
        }

        return text.Length;
    }

    private static List<(int Start, int Length)> Tokens(string text)
    {
        var tokens = new List<(int, int)>();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (text[at] == '"')
            {
                while (end < text.Length && text[end] != '"')
                    end += text[end] == '\\' ? 2 : 1;
                end = Math.Min(end + 1, text.Length);
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            else if (!IsMark(text[at]))
            {
                while (end < text.Length && !IsMark(text[end]) && text[end] != '"' && !char.IsWhiteSpace(text[end]))
                    end++;
            }

            tokens.Add((at, end - at));
            at = end;
        }

        return tokens;
    }

    private static bool IsMark(char letter) => letter is '{' or '}' or '[' or ']' or ',' or ':';
}
