using System.Globalization;

namespace MlPipelines.FastTreeQuality;

/// <summary>Compares the metrics of two runs, seed by seed.</summary>
internal static class QualityTable
{
    public static void Print(IEnumerable<string> ours, IEnumerable<string> genuine)
    {
        Dictionary<(string Case, string Metric), List<double>> a = Read(ours), b = Read(genuine);
        Console.WriteLine("| data | metric | embedded | ML.NET | difference ± its spread | verdict |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (((string name, string metric), List<double> values) in a)
        {
            List<double> others = b[(name, metric)];
            if (metric == "seconds")
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | seconds | {values.Min():0.000} | {others.Min():0.000} | | {others.Min() / values.Min():0.0} × |"));
                continue;
            }

            double[] differences = [.. values.Zip(others, (x, y) => x - y)];
            double mean = differences.Average(), spread = Deviation(differences);
            double gain = metric.EndsWith('+') ? mean : -mean;
            // The mean of n differences moves by chance by a n-th root of their spread, or by that of the metric from seed to seed.
            double noise = Math.Max(spread, Deviation([.. others])) / Math.Sqrt(differences.Length);
            string verdict = gain >= 0 ? "not worse" : -gain <= noise ? "within noise" : "WORSE";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {metric.TrimEnd('+')} | {values.Average():0.0000} | {others.Average():0.0000} | {mean:+0.0000;-0.0000} ± {spread:0.0000} | {verdict} |"));
        }
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static Dictionary<(string, string), List<double>> Read(IEnumerable<string> lines)
    {
        var values = new Dictionary<(string, string), List<double>>();
        foreach (string[] parts in lines.Select(line => line.Split(';')))
        {
            if (!values.TryGetValue((parts[0], parts[1]), out List<double>? list))
                values.Add((parts[0], parts[1]), list = []);
            list.Add(double.Parse(parts[3], CultureInfo.InvariantCulture));
        }

        return values;
    }
}
