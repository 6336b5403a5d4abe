using System.Globalization;
using System.Xml.Linq;
using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>
/// Carries the dashes of lines through Skia's writer of SVG, which cuts each dashed line into hundreds of pieces and complains about it on the process's standard error.
/// While this lives, dashed lines are solid and a little wider: by a part of a pixel that no other line has and that tells the dashes, see <see cref="Resolve"/>.
/// </summary>
internal sealed class DashMarks : IDisposable
{
    private static readonly (LinePattern Pattern, float Wider)[] Marks =
    [
        (LinePattern.DenselyDashed, 1 / 64f),
        (LinePattern.Dotted, 2 / 64f),
        (LinePattern.Dashed, 3 / 64f),
    ];

    private readonly List<(LineStyle Line, LinePattern Pattern, float Width)> _before = [];

    /// <summary>Marks the dashed lines of a plot until it is disposed.</summary>
    public DashMarks(Plot plot)
    {
        foreach (var line in plot.PlottableList.OfType<IHasLine>().Select(plottable => plottable.LineStyle))
        {
            foreach (var (pattern, wider) in Marks.Where(mark => mark.Pattern.Name == line.Pattern.Name))
            {
                _before.Add((line, line.Pattern, line.Width));
                (line.Pattern, line.Width) = (LinePattern.Solid, line.Width + wider);
            }
        }
    }

    /// <summary>Gives the marked lines of an SVG their dashes and their own width.</summary>
    public static void Resolve(XElement root)
    {
        foreach (var stroke in root.Descendants().Attributes("stroke-width").ToList())
        {
            float width = float.Parse(stroke.Value, CultureInfo.InvariantCulture);
            foreach (var (pattern, wider) in Marks)
            {
                if (Math.Abs((width - wider) * 8 - MathF.Round((width - wider) * 8)) > 1e-4) // widths are whole eighths of a pixel
                    continue;
                stroke.Value = (width - wider).ToString("0.###", CultureInfo.InvariantCulture);
                stroke.Parent!.SetAttributeValue("stroke-dasharray", string.Join(' ', pattern.Intervals.Select(interval => interval.ToString(CultureInfo.InvariantCulture))));
            }
        }
    }

    public void Dispose()
    {
        foreach (var (line, pattern, width) in _before)
            (line.Pattern, line.Width) = (pattern, width);
    }
}
