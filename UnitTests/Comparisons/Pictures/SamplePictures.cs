using MlPipelines.Comparisons.Pictures;
using MlPipelines.Comparisons.Statistics;
using MlPipelines.Numerics.Randomness;
using MlPipelines.UnitTests.Comparisons.Statistics;

namespace MlPipelines.UnitTests.Comparisons.Pictures;

/// <summary>One picture of each kind, with long names, many series and awkward numbers.</summary>
internal static class SamplePictures
{
    public static IEnumerable<(string Name, IPicture Picture)> All { get; } = [.. Create()];

    private static IEnumerable<(string Name, IPicture Picture)> Create()
    {
        var random = new Xoshiro256(1);
        double[] epochs = [.. Enumerable.Range(1, 50).Select(i => (double)i)];
        Series Falling(string name, double rate) => new(
            name, epochs, [.. epochs.Select(e => (2.5 * Math.Exp(-rate * e)) + 0.1)], [.. epochs.Select(e => (2.3 * Math.Exp(-rate * e)) + 0.08)], [.. epochs.Select(e => (2.7 * Math.Exp(-rate * e)) + 0.12)]);
        yield return ("lines", new LinePicture("countries/learning-rate: validation loss by epoch", "epoch", "log-loss, nats",
            [Falling("6x16 rate=1", 0.001), Falling("6x16 rate=0.01", 0.3), Falling("6x16 rate=0.001", 0.1), Falling("6x16 rate=0.00001", 0.01)]));
        yield return ("lines-log", new LinePicture("mnist-mlp/regularization: accuracy against decay", "decay", "test error, share",
            [new("L1", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3], [0.03, 0.027, 0.025, 0.031, 0.09]), new("L2", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3], [0.031, 0.029, 0.026, 0.024, 0.028])])
        { XScale = AxisScale.Logarithmic, YScale = AxisScale.Logarithmic });
        yield return ("lines-many", new LinePicture("mnist-65k/choices: test accuracy by epoch, every choice of optimizer, rate and batch", "epoch", "accuracy, share of test rows",
            [.. Enumerable.Range(0, 11).Select(i => new Series($"mlp optimizer=sgd momentum=0.22 rate=0.0{i}", epochs, [.. epochs.Select(e => 0.98 - (0.3 * Math.Exp(-e * (0.1 + (0.03 * i)))))]))]));
        yield return ("scatter", new ScatterPicture("accuracy against fit time", "fit time, s", "test accuracy, share",
            [new("linear", [0.5, 0.7, 0.9], [0.90, 0.91, 0.905]), new("network", [2, 3, 8, 20], [0.95, 0.97, 0.975, 0.98])])
        { XScale = AxisScale.Logarithmic });
        yield return ("bars", new BarPicture("countries/depth-width: test accuracy, mean and 95 % interval of 10 seeds", "accuracy, share of test rows",
            ["(1, 16) with batch normalization", "(6, 16)", "(6, 64)", "failed everywhere"], [0.900, 0.9312, 0.9621, double.NaN], [0.895, 0.925, 0.960, double.NaN], [0.905, 0.937, 0.964, double.NaN]));
        yield return ("bars-each-seed", new BarPicture("mnist-65k/budget: test accuracy, mean and 95 % interval of 5 seeds, and each of them", "test accuracy, share of test rows",
            ["activation=relu", "activation=leaky-relu"], [0.98, 0.9794], [0.9785, 0.978], [0.981, 0.9804])
        { Single = [[0.9774, 0.9794, 0.9805, 0.9813, 0.9815], [0.9771, 0.9774, 0.979, 0.9798, 0.9816]] });
        yield return ("bars-whole", new BarPicture("mnist-mlp/batch-size: fit time", "seconds", ["batch 128", "batch 1024", "batch 20 000"], [12.8, 4, 2.7], [11, 3.5, 2.2], [14, 4.5, 3.1]) { Format = "0.0" });
        yield return ("bars-long-names", new BarPicture("mnist-mlp/bump: test squared error, mean and 95 % interval of 10 seeds", "test squared error, mean, in squared units of the target",
            ["128-64 l2=0.00001 1000 samples batch=100", "100-200 100 samples batch=10"], [0.0104, 0.0174], [-0.01, 0.016], [0.04, 0.019]));
        yield return ("heat-map", new HeatMapPicture("gradients/softmax-grid: test accuracy on swiss-roll", "batch", "rate", "accuracy, share of test rows",
            ["32", "64", "256"], ["0.1", "0.01", "0.001"], new[,] { { 0.61, 0.62, 0.60 }, { 0.63, 0.66, 0.64 }, { 0.55, double.NaN, 0.50 } }));
        var confusion = new double[10, 10];
        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 10; j++)
                confusion[i, j] = i == j ? 950 + i : random.NextInt32(12);
        }

        yield return ("confusion", HeatMapPicture.Confusion("mnist: what is taken for what", [.. Enumerable.Range(0, 10).Select(i => $"{i}")], confusion));
        var classes = new int[120, 160];
        for (int i = 0; i < 120; i++)
        {
            for (int j = 0; j < 160; j++)
                classes[i, j] = (int)((Math.Sin(i / 15.0) + Math.Cos(j / 20.0) + 2) * 8.2) % 33;
        }

        yield return ("decisions", new DecisionMapPicture("countries/depth-width: decisions of (6, 64)", "longitude, degrees", "latitude, degrees", (-10, 30, 36, 66), classes));
        double[] grid = [.. Enumerable.Range(0, 31).Select(i => -2 + (i * 4 / 30.0))];
        var heights = new double[31, 31];
        for (int i = 0; i < 31; i++)
        {
            for (int j = 0; j < 31; j++)
                heights[i, j] = grid[j] * Math.Exp(-(grid[j] * grid[j]) - (grid[i] * grid[i]));
        }

        yield return ("surface", new SurfacePicture("mnist-mlp/bump: what the network has learnt", "x1", "x2", grid, grid, heights));
        Series Walk(string name)
        {
            double x = 0, y = 0;
            var steps = Enumerable.Range(0, 51).Select(_ => (X: x += random.NextNormal() + 0.5, Y: y += random.NextNormal())).ToList();
            return new(name, [.. steps.Select(step => step.X)], [.. steps.Select(step => step.Y)]);
        }

        yield return ("paths", new PathPicture("landscape/paths: weights of the whole network by epoch", "first principal component", "second principal component", [.. Enumerable.Range(1, 8).Select(i => Walk($"trial {i}"))]));
        yield return ("images", new ImageGridPicture("Five digits that the best network gets right and the worst wrong",
            [.. Enumerable.Range(0, 10).Select(k => Digit(k))], [.. Enumerable.Range(0, 10).Select(k => $"true {k}, said {(k + 3) % 10}")]));
        bool[] truth = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.4)];
        double[] scores = [.. truth.Select(value => 1 / (1 + Math.Exp(-((value ? 1.2 : -1.2) + (1.5 * random.NextNormal())))))];
        yield return ("roc", new LinePicture("Receiver operating characteristic", "false-positive rate", "true-positive rate", [BinaryCurves.Roc("network", scores, truth)]) { Diagonal = true });
        yield return ("precision-recall", new LinePicture("Precision and recall", "recall", "precision", [BinaryCurves.PrecisionRecall("network", scores, truth)]) { YLimits = (0, 1.02) });
        yield return ("calibration", new LinePicture("Calibration", "mean predicted probability", "share of positive rows", [BinaryCurves.Calibration("network", scores, truth)]) { Diagonal = true });
        yield return ("critical-difference", new CriticalDifferencePicture("Four trees over 14 data sets", ["C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf"], FriedmanTest.Of(FriedmanTables.Demsar)));
    }

    private static double[,] Digit(int k)
    {
        var image = new double[28, 28];
        for (int i = 0; i < 28; i++)
        {
            for (int j = 0; j < 28; j++)
                image[i, j] = Math.Abs(Math.Sqrt(((i - 14) * (i - 14)) + ((j - 14) * (j - 14))) - 5 - (k * 0.6)) < 1.5 ? 1 : 0.05;
        }

        return image;
    }
}
