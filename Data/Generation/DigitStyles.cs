using System.Globalization;

namespace MlPipelines.Data.Generation;

/// <summary>The ways in which each digit is written: several skeletons per digit, each of one or more strokes.</summary>
internal static class DigitStyles
{
    // A stroke is "~" (smooth) or "-" (straight lines) and points "x,y" in hundredths of the glyph's box, y down.
    private static readonly string[][] Texts =
    [
        [
            "~ 50,0 20,15 8,50 20,85 50,100 80,85 92,50 80,15 50,0",
            "~ 62,6 36,4 20,32 20,72 44,100 70,86 80,50 72,14 50,2 38,10",
            "~ 64,2 30,14 12,55 30,95 62,95 88,60 84,22 56,6",
            "~ 40,6 14,30 8,64 30,98 66,92 90,60 84,20 58,0 36,8",
        ],
        [
            "- 50,0 50,100",
            "- 30,22 55,0 55,100",
            "- 30,22 55,0 55,100 | - 28,100 80,100",
            "~ 54,0 50,34 47,66 48,100",
            "~ 26,28 42,16 56,0 | - 56,0 54,100",
        ],
        [
            "~ 15,25 30,5 60,0 82,20 70,48 40,75 12,100 | - 12,100 90,100",
            "~ 14,22 34,3 66,3 82,24 68,50 42,78 18,98 8,88 26,80 58,96 92,94",
            "~ 18,16 44,0 78,10 80,34 52,62 14,98 | ~ 14,98 46,94 70,100 92,92",
            "~ 20,30 26,8 56,0 80,16 76,40 50,70 20,96 | - 20,96 84,98",
        ],
        [
            "~ 15,12 45,0 78,12 75,35 42,47 | ~ 42,47 80,58 85,82 50,100 12,88",
            "- 15,4 80,4 45,40 | ~ 45,40 80,50 88,74 60,98 15,92",
            "~ 18,10 52,0 80,18 64,40 38,46 46,52 78,60 84,84 52,100 14,92",
            "~ 16,18 40,2 70,6 76,28 56,44 40,48 60,50 84,68 74,94 40,100 12,86",
        ],
        [
            "- 30,0 15,55 85,55 | - 68,20 64,100",
            "- 66,100 66,0 10,65 92,65",
            "~ 20,2 14,34 26,54 76,48 | ~ 80,0 74,48 70,100",
            "- 24,4 20,50 80,46 | - 78,2 72,100",
            "- 58,0 12,60 90,58 | - 62,36 58,100",
        ],
        [
            "- 85,2 28,2 22,42 | ~ 22,42 55,36 85,60 75,90 40,100 12,88",
            "~ 30,5 24,40 55,40 82,65 65,95 15,92 | - 30,5 88,0",
            "~ 86,4 46,6 26,26 44,45 76,60 70,88 36,100 12,90",
            "- 32,4 26,44 | ~ 26,44 50,34 80,46 84,74 58,98 14,94 | ~ 32,4 60,6 90,2",
        ],
        [
            "~ 75,2 40,20 18,60 30,95 65,97 82,72 60,52 30,60 20,74",
            "~ 56,0 26,44 15,75 35,100 70,92 75,68 50,58 20,72",
            "~ 66,4 34,26 14,66 36,98 74,94 88,66 64,48 34,54 18,70",
            "~ 44,0 24,36 16,72 40,100 76,88 74,62 46,56 20,76",
        ],
        [
            "- 10,5 88,5 40,100",
            "- 10,5 88,5 40,100 | - 32,52 78,50",
            "~ 12,15 30,5 62,8 86,4 | ~ 86,4 64,44 46,100",
            "- 12,20 14,4 88,4 48,100",
            "~ 14,10 50,6 84,8 | - 84,8 60,50 50,100 | ~ 34,50 54,46 80,50",
        ],
        [
            "~ 75,12 45,0 20,18 40,42 75,65 75,92 45,100 18,85 30,60 65,40 82,20 70,6",
            "~ 50,0 26,10 26,36 50,48 74,36 74,10 50,0 | ~ 50,48 22,62 22,88 50,100 78,88 78,62 50,48",
            "~ 78,6 44,2 24,22 48,46 76,70 60,98 26,94 22,70 52,46 74,24 80,8",
            "~ 60,44 34,34 30,10 54,0 74,14 66,38 40,56 22,78 36,98 66,96 78,74 60,50",
        ],
        [
            "~ 80,15 50,0 18,20 25,48 55,50 80,25 | ~ 80,15 79,58 70,100",
            "~ 80,20 52,0 22,14 22,42 52,50 80,22 82,60 62,96 24,94",
            "~ 74,12 44,0 18,20 26,46 56,46 76,18 | - 76,14 44,100",
            "~ 72,6 40,4 18,28 38,50 68,40 78,10 76,50 72,100",
        ],
    ];

    /// <summary>The styles of each digit.</summary>
    public static Stroke[][][] All { get; } = [.. Texts.Select(styles => styles.Select(Parse).ToArray())];

    private static Stroke[] Parse(string style) => [.. style.Split('|', StringSplitOptions.TrimEntries).Select(ParseStroke)];

    private static Stroke ParseStroke(string text)
    {
        var parts = text.Split(' ');
        double[][] points = [
            .. parts.Skip(1)
                .Select(point => point.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture) / 100.0).ToArray())];
        return new Stroke(parts[0] == "~", [.. points.Select(point => point[0])], [.. points.Select(point => point[1])]);
    }
}

/// <summary>
/// One pull of the pen: points in the unit square, x to the right, y down, joined by straight lines or by a smooth curve.
/// </summary>
/// <param name="Smooth">Whether a Catmull-Rom spline goes through the points.</param>
/// <param name="X">The points' x.</param>
/// <param name="Y">The points' y.</param>
internal sealed record Stroke(bool Smooth, double[] X, double[] Y);
