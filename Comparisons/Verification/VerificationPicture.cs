using System.Globalization;
using System.Text;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.Comparisons.Verification;

/// <summary>The errors of all Taylor tests against their steps, both axes logarithmic, as SVG: first-order errors fall with the slope 1, second-order errors with the slope 2.</summary>
internal static class VerificationPicture
{
    private const int Width = 900, Height = 640, Left = 80, Right = 20, Top = 50, Bottom = 60;
    private const string FirstColour = "#1f77b4", SecondColour = "#d62728", FailedColour = "#000000";

    /// <summary>The picture.</summary>
    public static string Svg(IReadOnlyList<VerificationResult> results)
    {
        var points = results.SelectMany(result => result.Taylor.Points).ToList();
        var x = Axis.Of(points.Select(point => point.Step), Left, Width - Right);
        var y = Axis.Of(points.SelectMany(point => new[] { point.FirstOrder, point.SecondOrder }), Height - Bottom, Top);
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Line(svg, $"<text x=\"{Left}\" y=\"24\" font-size=\"15\">Taylor tests of {results.Count} gradients</text>");
        foreach (int decade in x.Decades)
            Line(svg, $"<path d=\"M{x.At(decade):F1} {Top}V{Height - Bottom}\" stroke=\"#ddd\"/><text x=\"{x.At(decade):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">1e{decade}</text>");
        foreach (int decade in y.Decades.Where(decade => decade % 2 == 0))
            Line(svg, $"<path d=\"M{Left} {y.At(decade):F1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y.At(decade) + 4:F1}\" text-anchor=\"end\">1e{decade}</text>");
        foreach (var result in results)
        {
            Curve(svg, x, y, result, point => point.FirstOrder, result.Passed ? FirstColour : FailedColour);
            Curve(svg, x, y, result, point => point.SecondOrder, result.Passed ? SecondColour : FailedColour);
        }

        Line(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 16}\" text-anchor=\"middle\">step ε</text>");
        Line(svg, $"<text x=\"20\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 20 {(Top + Height - Bottom) / 2})\">error</text>");
        Legend(svg, 0, FirstColour, "|g(x + εd) − g(x)|, slope 1");
        Legend(svg, 1, SecondColour, "|g(x + εd) − g(x) − ε dᵀ∇g|, slope 2");
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Curve(StringBuilder svg, Axis x, Axis y, VerificationResult result, Func<TaylorPoint, double> error, string colour)
    {
        var path = string.Join('L', result.Taylor.Points.Where(point => error(point) > 0).Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"{x.At(Math.Log10(point.Step)):F1} {y.At(Math.Log10(error(point))):F1}")));
        if (path.Length > 0)
            Line(svg, $"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"0.55\"><title>{result.Name}</title></path>");
    }

    private static void Legend(StringBuilder svg, int row, string colour, string text) => Line(
        svg, $"<path d=\"M{Left + 20} {Top + 20 + 20 * row}h30\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{Left + 58}\" y=\"{Top + 24 + 20 * row}\">{text}</text>");

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>A logarithmic axis over whole decades.</summary>
    private readonly record struct Axis(int First, int Last, double From, double To)
    {
        public IEnumerable<int> Decades => Enumerable.Range(First, Last - First + 1);

        public static Axis Of(IEnumerable<double> values, double from, double to)
        {
            double[] positive = [.. values.Where(value => value > 0)];
            var (least, most) = positive.Length == 0 ? (0.1, 1) : (positive.Min(), positive.Max());
            int first = (int)Math.Floor(Math.Log10(least));
            return new Axis(first, Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(most))), from, to);
        }

        public double At(double exponent) => From + (exponent - First) / (Last - First) * (To - From);
    }
}
