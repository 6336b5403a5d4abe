using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MlPipelines.FastTreeQuality;

// "run SEEDS [PART OF A NAME]" trains all cases and prints a line for each metric; "table OURS GENUINE" compares two such outputs.
if (args is ["table", string ours, string genuine])
    QualityTable.Print(File.ReadLines(ours), File.ReadLines(genuine));
else if (args is ["run", string seeds, ..])
    Run(int.Parse(seeds, CultureInfo.InvariantCulture), args.Length > 2 ? args[2] : "");
else
    Console.Error.WriteLine("Arguments: run SEEDS [PART OF A NAME] | table OURS GENUINE");

static void Run(int seeds, string part)
{
    foreach (QualityCase quality in CaseCatalog.All.Where(c => c.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
    {
        // Once before, so that compilation is not measured.
        Fit(quality, 1);
        for (int seed = 1; seed <= seeds; seed++)
        {
            ((string Name, double Value)[] metrics, double seconds) = Fit(quality, seed);
            foreach ((string name, double value) in metrics.Append(("seconds", seconds)))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{quality.Name};{name};{seed};{value:R}"));
        }
    }
}

static ((string, double)[] Metrics, double Seconds) Fit(QualityCase quality, int seed)
{
    var ml = new MLContext(seed);
    (IDataView train, IDataView test) = quality.CreateData(ml, seed);
    train = ml.Data.Cache(train);
    var watch = Stopwatch.StartNew();
    ITransformer model = quality.CreateTrainer(ml, seed).Fit(train);
    double seconds = watch.Elapsed.TotalSeconds;
    return (quality.Evaluate(ml, model.Transform(test)), seconds);
}
