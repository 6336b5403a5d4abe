using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Studies;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Verification;
using MlPipelines.Statistics;
using MlPipelines.UnitTests.Statistics;

namespace MlPipelines.UnitTests.Experiments.Pictures;

/// <summary>Pictures of each kind, as experiments make them and as hard as they can be.</summary>
internal static class SamplePictures
{
    public static IEnumerable<(string Name, IPicture Picture)> All { get; } = [.. Create(), .. CreateHard()];

    private static IEnumerable<(string Name, IPicture Picture)> Create()
    {
        var random = new Xoshiro256(1);
        double[] epochs = [.. Enumerable.Range(1, 50).Select(i => (double)i)];
        Series Falling(string name, double rate) => new(
            name, epochs, [.. epochs.Select(e => (2.5 * Math.Exp(-rate * e)) + 0.1)], [
                .. epochs.Select(e => (2.3 * Math.Exp(-rate * e)) + 0.08)], [.. epochs.Select(e => (2.7 * Math.Exp(-rate * e)) + 0.12)]);
        yield return ("lines", new LinePicture("countries/learning-rate: validation loss by epoch", "epoch", "log-loss, nats",
            [Falling("6x16 rate=1", 0.001), Falling("6x16 rate=0.01", 0.3), Falling("6x16 rate=0.001", 0.1), Falling(
                "6x16 rate=0.00001", 0.01)]));
        yield return ("lines-log", new LinePicture("mnist-mlp/regularization: accuracy against decay", "decay", "test error, share",
            [new("L1", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3], [0.03, 0.027, 0.025, 0.031, 0.09]), new(
                "L2", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3], [0.031, 0.029, 0.026, 0.024, 0.028])])
        { XScale = AxisScale.Logarithmic, YScale = AxisScale.Logarithmic });
        yield return ("lines-many", new LinePicture(
            "mnist-65k/choices: test accuracy by epoch, every choice of optimizer, rate and batch", "epoch", "accuracy, share of test rows",
            [.. Enumerable.Range(0, 11)
                .Select(
                    i => new Series(
                        $"mlp optimizer=sgd momentum=0.22 rate=0.0{i}", epochs,
                        [.. epochs.Select(e => 0.98 - (0.3 * Math.Exp(-e * (0.1 + (0.03 * i)))))]))]));
        yield return ("scatter", new ScatterPicture("accuracy against fit time", "fit time, s", "test accuracy, share",
            [new("linear", [0.5, 0.7, 0.9], [0.90, 0.91, 0.905]), new("network", [2, 3, 8, 20], [0.95, 0.97, 0.975, 0.98])])
        { XScale = AxisScale.Logarithmic });
        yield return ("bars", new BarPicture(
            "countries/depth-width: test accuracy, mean and 95 % interval of 10 seeds", "accuracy, share of test rows",
            ["(1, 16) with batch normalization", "(6, 16)", "(6, 64)", "failed everywhere"], [0.900, 0.9312, 0.9621, double.NaN], [
                0.895, 0.925, 0.960, double.NaN], [0.905, 0.937, 0.964, double.NaN]));
        yield return ("bars-each-seed", new BarPicture(
            "mnist-65k/budget: test accuracy, mean and 95 % interval of 5 seeds, and each of them", "test accuracy, share of test rows",
            ["activation=relu", "activation=leaky-relu"], [0.98, 0.9794], [0.9785, 0.978], [0.981, 0.9804])
        { Single = [[0.9774, 0.9794, 0.9805, 0.9813, 0.9815], [0.9771, 0.9774, 0.979, 0.9798, 0.9816]] });
        byte[] red = [.. Enumerable.Repeat((byte)220, 64), .. Enumerable.Range(0, 128).Select(i => (byte)(3 * (i % 64)))];
        yield return ("images", new ImageRowPicture(
            "photos/pets: test images that a pretrained network classifies correctly and boosted trees do not, seed 1",
            ["the class", "a pretrained network says", "boosted trees say"],
            [.. Enumerable.Range(0, 7).Select(i => new LabelledImage(8, 8, red, ["cat", "cat", "a dog with a long name"]))])
        { Note = "There are 7 among the first 200 test images." });
        yield return ("images-none", new ImageRowPicture("photos/pets: test images", ["the class"], []) { Note = "There is none." });
        yield return ("bars-whole", new BarPicture(
            "mnist-mlp/batch-size: fit time", "seconds", ["batch 128", "batch 1024", "batch 20 000"], [12.8, 4, 2.7], [11, 3.5, 2.2],
            [14, 4.5, 3.1])
        { Format = "0.0" });
        yield return ("bars-long-names", new BarPicture(
            "mnist-mlp/bump: test squared error, mean and 95 % interval of 10 seeds",
            "test squared error, mean, in squared units of the target",
            ["128-64 l2=0.00001 1000 samples batch=100", "100-200 100 samples batch=10"], [0.0104, 0.0174], [-0.01, 0.016], [0.04, 0.019]));
        yield return ("heat-map", new HeatMapPicture(
            "gradients/softmax-grid: test accuracy on swiss-roll", "batch", "rate", "accuracy, share of test rows",
            ["32", "64", "256"], ["0.1", "0.01", "0.001"], new[
                ,] { { 0.61, 0.62, 0.60 }, { 0.63, 0.66, 0.64 }, { 0.55, double.NaN, 0.50 } }));
        var confusion = new double[10, 10];
        for (var i = 0; i < 10; i++)
        {
            for (var j = 0; j < 10; j++)
                confusion[i, j] = i == j ? 950 + i : random.NextInt32(12);
        }

        yield return ("confusion", HeatMapPicture.Confusion(
            "mnist: what is taken for what", [.. Enumerable.Range(0, 10).Select(i => $"{i}")], confusion));
        var classes = new int[120, 160];
        for (var i = 0; i < 120; i++)
        {
            for (var j = 0; j < 160; j++)
                classes[i, j] = (int)((Math.Sin(i / 15.0) + Math.Cos(j / 20.0) + 2) * 8.2) % 33;
        }

        yield return ("decisions", new DecisionMapPicture(
            "countries/depth-width: decisions of (6, 64)", "longitude, degrees", "latitude, degrees", (-10, 30, 36, 66), classes));
        double[] grid = [.. Enumerable.Range(0, 31).Select(i => -2 + (i * 4 / 30.0))];
        var heights = new double[31, 31];
        for (var i = 0; i < 31; i++)
        {
            for (var j = 0; j < 31; j++)
                heights[i, j] = grid[j] * Math.Exp(-(grid[j] * grid[j]) - (grid[i] * grid[i]));
        }

        yield return ("surface", new SurfacePicture("mnist-mlp/bump: what the network has learnt", "x1", "x2", grid, grid, heights));
        Series Walk(string name)
        {
            double x = 0, y = 0;
            var steps = Enumerable.Range(0, 51).Select(_ => (X: x += random.NextNormal() + 0.5, Y: y += random.NextNormal())).ToList();
            return new(name, [.. steps.Select(step => step.X)], [.. steps.Select(step => step.Y)]);
        }

        yield return ("paths", new PathPicture(
            "landscape/paths: weights of the whole network by epoch", "first principal component", "second principal component",
            [.. Enumerable.Range(1, 8).Select(i => Walk($"trial {i}"))]));
        yield return ("critical-difference", new CriticalDifferencePicture(
            "Four trees over 14 data sets", ["C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf"], FriedmanTest.Of(FriedmanTables.Demsar)));
    }

    /// <summary>
    /// What is hard to place: titles of several lines, words wider than a picture, many series, single points, gaps and nothing at all.
    /// </summary>
    private static IEnumerable<(string Name, IPicture Picture)> CreateHard()
    {
        const string Long =
            "a suite with a long name/an experiment with a longer one on the data set "
                + "that-has-a-word-which-is-wider-than-any-picture-could-possibly-be-and-no-space-at-all: accuracy² ± deviation, √λ ≤ α, "
                    + "of 10 seeds";
        const string LongAxis =
            "mean of the squared distances between predictions and targets, in squared units of the target, on the rows that were held "
                + "back";
        string[] names = [
            .. Enumerable.Range(1, 12)
                .Select(i => $"learner {i} rate=0.{new string('0', i)}1 optimizer=stochastic-gradient-descent momentum=0.9 batch=128")];
        double[] x = [1, 2, 3], none = [double.NaN, double.NaN, double.NaN];
        yield return ("hard-lines", new LinePicture(
            Long, LongAxis, LongAxis, [.. names.Select((name, i) => new Series(name, x, [i, i + 1, i * 2]))]));
        yield return ("hard-lines-gaps", new LinePicture(
            "Gaps, a single point and nothing", "x", "y",
            [new("gaps", [1, 2, 3, 4, 5], [1, 2, double.NaN, 3, 4], [0, 1, double.NaN, 2, 3], [2, 3, double.NaN, 4, 5]), new(
                "point", [3], [2.5]), new("nothing", x, none)]));
        yield return ("hard-lines-point", new LinePicture("A single point", "x", "y", [new("point", [3], [2.5])]));
        yield return ("hard-lines-nothing", new LinePicture(
            "Nothing on logarithmic axes", "x", "y", [new("zero throughout", x, [0, 0, 0]), new("nothing", x, none)])
        {
            XScale =
                AxisScale.Logarithmic,
            YScale = AxisScale.Logarithmic
        });
        yield return ("hard-lines-large", new LinePicture(
            "Large and small numbers", "a place of seven digits", "a height", [new("a", [0, 2_500_000, 10_000_000], [1e-9, 3e-9, 2e-9])]));
        yield return ("hard-lines-decades", new LinePicture(
            "Many decades", "x", "y", [new("a", [1e-12, 1e12], [1e-300, 1]), new("b", [1, 10], [1e-3, 1e-2])])
        {
            XScale =
                AxisScale.Logarithmic,
            YScale = AxisScale.Logarithmic
        });
        yield return ("hard-lines-narrow", new LinePicture(
            "A narrow span on logarithmic axes", "x", "y", [new("a", [0.00341, 0.00352, 0.00369], [0.97112, 0.97113, 0.97118])])
        {
            XScale =
                AxisScale.Logarithmic,
            YScale = AxisScale.Logarithmic
        });
        yield return ("hard-scatter", new ScatterPicture(
            Long, LongAxis, LongAxis,
            [.. names.Select((name, i) => new Series(name, [Math.Pow(10, i - 6)], [i + 1]))])
        { XScale = AxisScale.Logarithmic });
        yield return ("hard-bars", new BarPicture(
            Long, LongAxis, names, [.. names.Select((_, i) => i / 12.0)], [.. names.Select((_, i) => (i / 12.0) - 0.05)],
            [.. names.Select((_, i) => (i / 12.0) + 0.05)])
        { Format = "0.000000000000" });
        yield return ("hard-bars-nothing", new BarPicture(
            "No values", "value", ["one", "two"], [double.NaN, double.NaN], [double.NaN, double.NaN], [double.NaN, double.NaN]));
        yield return ("hard-bars-one", new BarPicture("One value", "value", ["one"], [0.25], [double.NaN], [double.NaN]));
        yield return ("hard-bars-negative", new BarPicture(
            "Negative values", "value", ["one", "two"], [-3, -2], [-4, double.NaN], [-1, double.NaN]));
        var wide = new double[12, 12];
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < 12; j++)
                wide[i, j] = (i * j) - 50;
        }

        yield return ("hard-heat-map", new HeatMapPicture(Long, LongAxis, LongAxis, LongAxis, names, names, wide));
        yield return ("hard-heat-map-one", new HeatMapPicture("One cell", "column", "row", "value", ["a"], ["b"], new[,] { { 0.5 } }));
        yield return ("hard-heat-map-nothing", new HeatMapPicture(
            "No values", "column", "row", "value", ["a", "b"], ["c"], new[,] { { double.NaN, double.NaN } }));
        var many = new double[33, 33];
        for (var i = 0; i < 33; i++)
            many[i, i] = 1000 + i;
        yield return ("hard-confusion", HeatMapPicture.Confusion(
            "33 classes", [.. Enumerable.Range(0, 33).Select(i => i % 3 == 0 ? "Bosnia and Herzegovina" : $"country {i}")], many));
        yield return ("hard-decisions", new DecisionMapPicture(Long, LongAxis, LongAxis, (-1e6, 1e6, 0, 1e-6), new[,] { { 0 } }));
        yield return ("hard-surface", new SurfacePicture(
            Long, LongAxis, LongAxis, [0, 1], [0, 1], new[,] { { 0.0, double.NaN }, { 1, 2 } }));
        yield return ("hard-fit", new FitPicture(
            Long, LongAxis, LongAxis, new("1 training sample", [0.5], [0.5]),
            [.. names.Select((name, i) => new Series(name, x, [i, double.NaN, i * 2]))]));
        yield return ("hard-paths", new PathPicture(
            Long, LongAxis, LongAxis, [.. names.Select((name, i) => new Series(name, [i, i + 1], [i, i * i]))]));
        yield return ("hard-critical-difference", new CriticalDifferencePicture(
            Long, [.. names.Take(4)], FriedmanTest.Of(FriedmanTables.Demsar)));
        yield return ("hard-verification", new VerificationPicture(
            Long, [.. Enumerable.Range(0, 3).Select(i => Verified(names[i], i > 0))], result => result.Taylor));
    }

    /// <summary>The result of a gradient that is right or, as its second-order errors fall with the slope 1, wrong.</summary>
    public static VerificationResult Verified(string name, bool right)
    {
        var curve = new TaylorCurve(
            [.. Enumerable.Range(0, 10)
                .Select(k => new TaylorPoint(Math.ScaleB(1, -k), Math.ScaleB(1, -k), Math.ScaleB(0.1, right ? -2 * k : -k)))], 1e-12);
        return new(name, VerificationKind.Network, 3, curve, 1);
    }
}
