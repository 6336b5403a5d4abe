using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// The places of a drawing in fewer characters: tenths of a pixel, and in a path each place by its distance from the one before. Distances
/// are between places that are rounded already, so that no error adds up.
/// </summary>
internal static partial class PathData
{
    private const string Commands = "MLQCZ";

    /// <summary>
    /// A path of an SVG in fewer characters. Places move by at most a twentieth of a pixel. A path with arcs, or with commands that are
    /// relative already, stays as it is.
    /// </summary>
    public static string Shorten(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var tokens = Token().Matches(path);
        if (tokens.Sum(token => token.Length) != path.Count(letter => letter is not (' ' or ',' or '\n'))
            || tokens.Any(token => char.IsLetter(token.Value[0]) && !Commands.Contains(token.Value[0])))
        {
            return path;
        }

        var text = new StringBuilder();
        (long X, long Y) at = (0, 0), start = (0, 0);
        var (command, last) = (' ', ' ');
        for (var i = 0; i < tokens.Count;)
        {
            if (char.IsLetter(tokens[i].Value[0]))
                command = tokens[i++].Value[0];
            if (command == 'Z')
            {
                text.Append(last = 'z');
                at = start;
                command = ' ';
                continue;
            }

            var count = command switch { 'M' or 'L' => 1, 'Q' => 2, 'C' => 3, _ => 0 };
            if (count == 0 || i + (2 * count) > tokens.Count)
                return path;
            var places = new (long X, long Y)[count];
            for (var place = 0; place < count; place++, i += 2)
            {
                if (char.IsLetter(tokens[i].Value[0]) || char.IsLetter(tokens[i + 1].Value[0]))
                    return path;
                places[place] = (Tenths(tokens[i].Value), Tenths(tokens[i + 1].Value));
            }

            var (dx, dy) = (places[^1].X - at.X, places[^1].Y - at.Y);
            if (command == 'M')
            {
                Append(text, text.Length == 0 ? 'M' : 'm', ref last, dx, dy);
                start = places[0];
                command = 'L'; // what follows without a command
            }
            else if (command == 'L' && (dx == 0 || dy == 0))
            {
                if (dx != 0 || dy != 0 || last is 'M' or 'm') // a line of no length is one still
                    Append(text, dy == 0 ? 'h' : 'v', ref last, dy == 0 ? dx : dy);
            }
            else
            {
                Append(
                    text, char.ToLowerInvariant(command), ref last,
                    [.. places.SelectMany(place => new[] { place.X - at.X, place.Y - at.Y })]);
            }

            at = places[^1];
        }

        return text.ToString();
    }

    /// <summary>A number with one decimal at most; as it is where it is none.</summary>
    public static string ShortenNumber(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e9
            ? Text((long)Math.Round(value * 10)) : number;

    private static long Tenths(string number) => (long)Math.Round(double.Parse(number, CultureInfo.InvariantCulture) * 10);

    /// <summary>Adds a command, which is not said again where it is the one before, and its numbers, which part where they must.</summary>
    private static void Append(StringBuilder text, char command, ref char last, params ReadOnlySpan<long> numbers)
    {
        var isNew = command != last || command == 'm';
        if (isNew)
            text.Append(command);
        last = command;
        foreach (var number in numbers)
        {
            if (!isNew && number >= 0)
                text.Append(' ');
            text.Append(Text(number));
            isNew = false;
        }
    }

    /// <summary>Tenths as a number.</summary>
    private static string Text(long tenths)
    {
        var (sign, whole, tenth) = (tenths < 0 ? "-" : "", Math.Abs(tenths) / 10, Math.Abs(tenths) % 10);
        var digits = whole.ToString(CultureInfo.InvariantCulture);
        return tenth == 0 ? sign + digits : $"{sign}{(whole == 0 ? "" : digits)}.{tenth}";
    }

    [GeneratedRegex(@"[A-Za-z]|-?\d*\.?\d+")]
    private static partial Regex Token();
}
