using System.Globalization;
using System.Text.RegularExpressions;

namespace MlPipelines.UnitTests.Reporting.Drawings;

/// <summary>Reads paths by the rules of SVG 1.1, 8.3: absolute commands and relative ones.</summary>
internal static partial class PathPlaces
{
    /// <summary>The parts of a path, each with its places in order: where its lines and curves end, and what bends them.</summary>
    public static List<List<(double X, double Y)>> Parts(string path)
    {
        var parts = new List<List<(double X, double Y)>>();
        double x = 0, y = 0;
        foreach (Match match in Command().Matches(path))
        {
            var (command, numbers) = (match.Groups[1].Value[0], Numbers(match.Groups[2].Value));
            var isRelative = char.IsLower(command);
            var places = char.ToUpperInvariant(command) switch { 'M' or 'L' => 1, 'Q' => 2, 'C' => 3, 'H' or 'V' or 'Z' => 0, _ => -1 };
            Assert.AreNotEqual(-1, places, $"the command {command}");
            if (char.ToUpperInvariant(command) == 'M')
                parts.Add([]);
            if (places == 0)
            {
                foreach (var number in numbers)
                {
                    if (char.ToUpperInvariant(command) == 'H')
                        x = isRelative ? x + number : number;
                    else
                        y = isRelative ? y + number : number;
                    parts[^1].Add((x, y));
                }

                if (char.ToUpperInvariant(command) == 'Z')
                    (x, y) = parts[^1][0];
                continue;
            }

            foreach (var step in numbers.Chunk(2 * places))
            {
                var (fromX, fromY) = isRelative ? (x, y) : (0, 0);
                foreach (var place in step.Chunk(2))
                    parts[^1].Add((x, y) = (fromX + place[0], fromY + place[1]));
            }
        }

        return parts;
    }

    private static double[] Numbers(string text) =>
        [.. Number().Matches(text).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("([A-Za-z])([^A-Za-z]*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"-?\d*\.?\d+")]
    private static partial Regex Number();
}
