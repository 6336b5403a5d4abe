using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests;

/// <summary>Damages JSON in ways that a slip, a broken disk or somebody of ill will may.</summary>
internal static class JsonMutations
{
    private static readonly string[] Pieces =
    [
        "", "null", "[null]", "true", "[]", "{}", "-1", "0", "1e99", "1e-999", "99999999999999999999", "\"\"",
        "\" \"", "\"\\ud800\"", "\"a\\u0000b\"",
        "\"=\"", "[[[[", "{\"a\":", "]", "}", ",", ":", "\"", "\\", "\uFEFF", "ü", "/*", "\"mlp\"", "\"none\"", "\"1-2\"", "[1, 2]",
        "{ \"kind\": \"mlp\" }", "NaN", "\"\\udc00\": 1,",
    ];

    /// <summary>One to three places of a text, each with a piece in place of some letters or of a whole value.</summary>
    public static string Mutated(string text, Xoshiro256 random)
    {
        for (var changes = 1 + random.NextInt32(3); changes > 0; changes--)
        {
            var at = random.NextInt32(text.Length);
            var end = at + random.NextInt32(4);
            if (random.NextInt32(3) > 0 && text.IndexOf(':', at) is >= 0 and var colon)
            {
                at = colon + 1;
                end = text.IndexOfAny([',', '}', ']'], at) is >= 0 and var stop ? stop : at;
            }

            text = text[..at] + Pieces[random.NextInt32(Pieces.Length)] + text[Math.Min(end, text.Length)..];
        }

        return text;
    }
}
