using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Depth and width of an MLP on the map of European countries (B5 and B6 in the design's experiments).</summary>
internal static class CountriesShapes
{
    /// <summary>The network of which the shape is swept.</summary>
    public static readonly LearnerSpec Mlp =
        new(
            "mlp", "mlp",
            Settings.Parse("optimizer=adam rate=0.001 batch=256 epochs=100 batch-norm=yes scaling=none monitor=train+validation+test"));

    /// <summary>The largest difference of two accuracies that does not matter.</summary>
    private const double Margin = 0.005;

    private const double LossMargin = 0.01; // nats

    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure Overfit = Measure.GapGrowth(Split.Validation, Metric.Loss);
    private static readonly Measure Fluctuation = Measure.Fluctuation(Split.Validation, Metric.Loss);
    private static readonly int[] Depths = [1, 2, 6, 10];
    private static readonly int[] Widths = [8, 16, 32, 64];
    private static readonly (int Depth, int Width)[] Shapes = [(1, 16), (2, 16), (6, 16), (10, 16), (6, 8), (6, 32), (6, 64)];

    /// <summary>
    /// Depth and width together; the report's two plots against each of them are pictures of the same trials, and <see cref="Depth"/> and
    /// <see cref="Width"/> run each alone.
    /// </summary>
    /// <param name="like">An experiment with the same rows and seeds.</param>
    /// <param name="map">The places of maps of decisions.</param>
    /// <param name="draw">Gives the picture of a map.</param>
    public static Experiment DepthWidth(Experiment like, PredictionGrid map, Func<string, LearnerName, PictureSpec> draw) => like with
    {
        Name = "depth-width",
        Question = "Which depth and width draw the borders best, do the large ones overfit, and what does each alone do?",
        Learners = [Mlp],
        Sweep = [Axis(Shapes)],
        Ours = "number of seeds; a difference of accuracies up to 0.005, or of losses up to 0.01 nats, does not matter, and no "
            + "over-fitting is a gap that grows by less than 0.02 nats over the second half; as good on new rows is 0.01 of the accuracy; "
            + "a loss fluctuates where it moves by more than 0.05 nats an epoch; with every epoch is 0.9 of them; the claims on time are "
            + "judged in a run with --threads 1 alone, for trials at once disturb one another",
        Claims =
        [
            Claim.OfPublished(Named(6, 64), 0.962m, ValidationAccuracy).SaidAt("001:45"),
            Claim.OfPublished(Named(1, 16), 0.900m, ValidationAccuracy).SaidAt("001:48"),
            .. Shapes.Where(shape => shape != (6, 64))
                .Select(
                    shape => Claim.Higher(
                        $"(6, 64) is better than ({shape.Depth}, {shape.Width})", Named(6, 64), Named(shape.Depth, shape.Width),
                        ValidationAccuracy).SaidAt(shape == (1, 16) ? "001:41, 001:48" : "001:41", Margin)),
            .. Shapes.Where(shape => shape.Depth > 2 && shape != (6, 64))
                .Select(shape => WorstThan(shape.Depth, shape.Width)),
            Claim.Within(
                "(6, 64) generalizes: its accuracy on training rows is less than 0.01 above that on validation rows", Named(6, 64),
                Measure.Gap(Split.Validation, Metric.Accuracy), double.NegativeInfinity, 0.01).SaidAt("001:52"),
            Claim.Within(
                "(6, 64) does not over-fit in 100 epochs: its gap grows by less than 0.02 nats over the second half", Named(6, 64), Overfit,
                double.NegativeInfinity, 0.02).SaidAt("001:54"),
            Claim.Within(
                "(6, 64) does not fluctuate: its validation loss changes by less than 0.05 nats an epoch", Named(6, 64), Fluctuation,
                double.NegativeInfinity, 0.05).SaidAt("001:54"),
            Claim.Within(
                "(1, 16) does not over-fit in 100 epochs: its gap grows by less than 0.02 nats over the second half", Named(1, 16), Overfit,
                double.NegativeInfinity, 0.02).SaidAt("001:56"),
            Claim.Within(
                "(1, 16) keeps getting better: its training loss falls in 0.9 and more of the epochs", Named(1, 16),
                Measure.ShareOfFalls(Split.Train, Metric.Loss), 0.9, double.PositiveInfinity).SaidAt("001:56"),
            .. DepthClaims,
            .. WidthClaims,
        ],
        Map = new(map, 1, Named(1, 16), Named(6, 64)),
        Pictures =
        [
            new BarsSpec("validation-accuracy", ValidationAccuracy),
            new BarsSpec("test-accuracy", TestAccuracy),
            new BarsSpec("fit-time", Measure.FitSeconds),
            new CurvesSpec(
                "losses-of-best-and-worst", Metric.Loss, Split.Train, Split.Validation, Split.Test)
            {
                Learners = [Named(1, 16), Named(6, 64)],
            },
            draw("map-worst", Named(1, 16)), draw("map-best", Named(6, 64)),
            AgainstDepth("depth", ValidationAccuracy), AgainstDepth("depth-time", Measure.FitSeconds),
            AgainstWidth("width", ValidationAccuracy),
        ],
    };

    /// <summary>The depths alone.</summary>
    /// <param name="whole">What <see cref="DepthWidth"/> gives.</param>
    public static Experiment Depth(Experiment whole) => whole with
    {
        Name = "depth",
        Question = "What do more layers of 16 units gain, and what do they cost?",
        Sweep = [Axis(Shapes.Where(shape => shape.Width == 16))],
        Claims = [.. DepthClaims],
        Map = null,
        Pictures =
        [
            AgainstDepth("validation-accuracy", ValidationAccuracy),
            AgainstDepth("test-accuracy", TestAccuracy),
            AgainstDepth("fit-time", Measure.FitSeconds),
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
        ],
    };

    /// <summary>The widths alone.</summary>
    /// <param name="whole">What <see cref="DepthWidth"/> gives.</param>
    public static Experiment Width(Experiment whole) => whole with
    {
        Name = "width",
        Question = "Do wider layers help or hurt a network of 6, and what do they cost?",
        Sweep = [Axis(Shapes.Where(shape => shape.Depth == 6).OrderBy(shape => shape.Width))],
        Claims = [.. WidthClaims],
        Map = null,
        Pictures =
        [
            AgainstWidth("validation-accuracy", ValidationAccuracy),
            AgainstWidth("test-accuracy", TestAccuracy),
            AgainstWidth("fit-time", Measure.FitSeconds),
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
        ],
    };

    /// <summary>An axis of shapes.</summary>
    public static SweepAxis Axis(IEnumerable<(int Depth, int Width)> shapes) =>
        new([.. shapes.Select(shape => Point(shape.Depth, shape.Width))]);

    /// <summary>That (1, 16) is the worst, beside one other shape.</summary>
    public static Claim WorstThan(int depth, int width) =>
        Claim.Lower($"(1, 16) is worse than ({depth}, {width})", Named(1, 16), Named(depth, width), ValidationAccuracy)
            .SaidAt("001:48", Margin);

    /// <summary>That a width is less accurate than a smaller one.</summary>
    public static Claim WiderHurts(int narrow, int wide) => Claim.Lower(
        $"{wide} units are less accurate than {narrow}", Named(6, wide), Named(6, narrow), ValidationAccuracy).SaidAt("001:74", Margin);

    /// <summary>So many layers of so many units.</summary>
    public static string Hidden(int depth, int width) => string.Join('-', Enumerable.Repeat(width, depth));

    private static SweepPoint Point(int depth, int width) => new(Settings.Parse($"hidden={Hidden(depth, width)}"), $"{depth}x{width}");

    /// <summary>The network of so many layers of so many units.</summary>
    private static LearnerName Named(int depth, int width) => Mlp.At(Point(depth, width));

    private static AgainstLearnersSpec AgainstDepth(string name, Measure measure) =>
        new(name, measure, "hidden layers of 16 units", [.. Depths.Select(depth => ((double)depth, Named(depth, 16)))]);

    private static AgainstLearnersSpec AgainstWidth(string name, Measure measure) =>
        new(name, measure, "units of each of 6 hidden layers", [.. Widths.Select(width => ((double)width, Named(6, width)))]);

    private static IEnumerable<Claim> DepthClaims =>
    [
        .. Deeper("more layers help", ValidationAccuracy)
            .Select((claim, step) => claim.SaidAt(step == 0 ? "001:48, 001:63" : "001:63", Margin)), // the first is beside (1, 16)
        .. Deeper("more layers take more time", Measure.FitSeconds).SaidAt("001:65"),
    ];

    private static IEnumerable<Claim> WidthClaims =>
    [
        .. Widths.Zip(Widths.Skip(1), WiderHurts),
        Claim.Higher("64 units fluctuate more than 16", Named(6, 64), Named(6, 16), Fluctuation).SaidAt("001:74", LossMargin),
        Claim.Higher("64 units over-fit more than 16: their gap grows more", Named(6, 64), Named(6, 16), Overfit)
            .SaidAt("001:74", LossMargin),
    ];

    /// <summary>That a measure is higher at each depth than at the one before.</summary>
    private static IEnumerable<Claim> Deeper(string text, Measure measure) => Depths.Zip(Depths.Skip(1), (shallow, deep) =>
        Claim.Higher($"{text}: {measure.Name} of {deep} than of {shallow}", Named(deep, 16), Named(shallow, 16), measure));
}
