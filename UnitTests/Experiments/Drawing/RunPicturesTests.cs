using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Drawing;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.UnitTests.Experiments.Judging;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Drawing;

[TestClass]
public sealed class RunPicturesTests
{
    private static readonly Measure Accuracy = Measure.Metric("test", "accuracy");

    [TestMethod]
    public void Write_Maps_AreOfTheFirstSeedsTrialThatHasOne()
    {
        var experiment = ClaimTrials.Experiment(
            2, [], new DecisionMapSpec("map", new("net rate=0.1"), "longitude", "latitude"), new DecisionMapSpec(
                "none", new("net rate=0.01"), "longitude", "latitude"),
            new SurfaceSpec("surface", new("net rate=0.1"), "x", "y", (0, 2)), new SurfaceSpec(
                "truth", new("net rate=0.1"), "x", "y", (0, 2))
            { Truth = (x, y) => x + y })
            with
        { Map = new(new PredictionGrid(0, 1, 0, 1, 2, 2), 1, new LearnerName("net rate=0.1")) };
        var records = ClaimTrials.Of(experiment, (_, _) => 0.9)
            .Select(
                ended => ended
                    with
                { Result = ended.Result with { PlacePredictions = ended.Trial.Places is null ? null : [0, 1, 1, 2] } }).ToList();
        using var folder = new TemporaryFolder();

        Assert.AreEqual(1, records.Count(ended => ended.Result.PlacePredictions is not null));
        Assert.AreEqual(3, RunPictures.Write(folder.Path, "s", experiment, records));
        var pictures = Path.Combine(folder.Path, RunPictures.FolderName);
        StringAssert.Contains(File.ReadAllText(Path.Combine(pictures, "s-e-map.svg")), "net rate=0.1, seed 1");
        StringAssert.Contains(File.ReadAllText(Path.Combine(pictures, "s-e-truth.svg")), "the truth");
    }

    [TestMethod]
    public void Write_TwoPicturesOfTheSame_HaveDifferentTitles()
    {
        var experiment = ClaimTrials.Experiment(
            3, [], new CurvesSpec("loss", "loss", "validation"),
            new CurvesSpec("loss-of-one", "loss", "validation") { Learners = [new("net rate=0.1")] });
        using var folder = new TemporaryFolder();

        RunPictures.Write(folder.Path, "s", experiment, ClaimTrials.Of(experiment, (_, _) => 0.9));

        var pictures = Path.Combine(folder.Path, RunPictures.FolderName);
        StringAssert.Contains(File.ReadAllText(Path.Combine(pictures, "s-e-loss.svg")), ">s/e: validation loss by epoch");
        StringAssert.Contains(
            File.ReadAllText(Path.Combine(pictures, "s-e-loss-of-one.svg")), ">s/e (loss of one): validation loss by epoch");
    }

    [TestMethod]
    [DataRow(2, "mean of 2 seeds, and each of them")]
    [DataRow(5, "mean and 95 % interval of 5 seeds")]
    public void Bars_FewSeeds_AreDrawnOneByOne(int seeds, string expected)
    {
        var experiment = ClaimTrials.Experiment(seeds, [], new BarsSpec("accuracy", Accuracy));
        var trials = ClaimTrials.Of(experiment, (_, seed) => seed % 2 == 0 ? 0.4 : 1);

        var picture = (BarPicture)RunPictures.Of(experiment.Pictures[0], new("s/e", experiment, trials) { All = trials })!;

        StringAssert.Contains(picture.Title, expected);
        Assert.AreEqual(seeds < 5 ? 2 : 0, picture.Single.Count);
        Assert.AreEqual(seeds < 5 ? double.NaN : 1, picture.High[0], "an accuracy is at most 1, and so is its interval");
    }

    [TestMethod]
    public void Write_DeclaredPictures_AreInTheRunsFolder()
    {
        var experiment = ClaimTrials.Experiment(
            3, [], new CurvesSpec("loss", "loss", "validation"), new BarsSpec("accuracy", Accuracy), new AgainstSettingSpec(
                "by-rate", Accuracy, "rate"),
            new GridSpec("grid", Accuracy, "rate", "batch"), new CurvesSpec("nothing", "loss", "test"),
            new AgainstLearnersSpec(
                "by-size", Accuracy, "size", (1, new LearnerName("net rate=0.1")),
                (2, new LearnerName("net rate=0.01"))), new CurvesSpec("one", "loss", "validation") { Learners = [new("net rate=0.1")] },
            new HistorySpec("by-update", "loss of validation rows", ("loss", "validation")) { Learners = [new("net rate=0.1")] });
        using var folder = new TemporaryFolder();

        var written = RunPictures.Write(
            folder.Path, "s", experiment, ClaimTrials.Of(experiment, (_, seed) => 0.9 + (0.01 * seed), data: "digits"));

        Assert.AreEqual(6, written); // one batch is no grid, and there is no curve of test rows
        var pictures = Path.Combine(folder.Path, RunPictures.FolderName);
        Assert.HasCount(12, Directory.GetFiles(pictures));
        var text = File.ReadAllText(Path.Combine(pictures, "s-e-loss.svg"));
        StringAssert.Contains(text, "on the stand-in digits");
        StringAssert.Contains(text, "mean ± deviation of 3 seeds");
        StringAssert.Contains(File.ReadAllText(Path.Combine(pictures, "s-e-accuracy.svg")), "Texts: 0.9200; ");
        StringAssert.Contains(File.ReadAllText(Path.Combine(pictures, "s-e-by-size.svg")), "test accuracy against size");
        var one = File.ReadAllText(Path.Combine(pictures, "s-e-one.svg"));
        Assert.IsLessThan(text.Length, one.Length, "a curve of one learner, of two before");
        Assert.IsFalse(one.Contains("net rate=0.01", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Write_BarsOfSomeLearners_AreOfThemAndOfTheChosen()
    {
        var experiment = ClaimTrials.Experiment(2, [], new BarsSpec("best", Accuracy) { Learners = [new("the best")] })
            with
        { Choices = [new("the best", Accuracy, new LearnerName("net rate=0.1"), new LearnerName("net rate=0.01"))] };
        using var folder = new TemporaryFolder();

        RunPictures.Write(
            folder.Path, "s", experiment, ClaimTrials.Of(experiment, (learner, seed) => learner == "net rate=0.01" ? 0.9 : 0.8));

        var text = File.ReadAllText(Path.Combine(folder.Path, RunPictures.FolderName, "s-e-best.svg"));
        StringAssert.Contains(text, "net rate=0.01");
        Assert.IsFalse(text.Contains("net rate=0.1<", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Write_BarsOfLongNames_LeavesOutTheWordsThatAllBeginWith()
    {
        var experiment = ClaimTrials.Experiment(2, [], new BarsSpec("bars", Accuracy))
            with
        { Learners = [new("mlp", "a network of many layers", Settings.Empty)] };
        using var folder = new TemporaryFolder();

        RunPictures.Write(folder.Path, "s", experiment, ClaimTrials.Of(experiment, (_, _) => 0.9));

        var text = File.ReadAllText(Path.Combine(folder.Path, RunPictures.FolderName, "s-e-bars.svg"));
        StringAssert.Contains(text, "rate=0.1;");
        StringAssert.Contains(text, "rate=0.01.");
    }

    [TestMethod]
    public void Write_Images_AreTheFirstThatOneLearnerHasRightAndTheOtherWrong()
    {
        var experiment = ClaimTrials.Experiment(2, [], new ImagesSpec("images", new("net rate=0.1"), new("the worst"), Count: 2)) with
        {
            Choices = [new("the worst", Accuracy, new LearnerName("net rate=0.01")) { Lowest = true }],
            Map = new(new TestRowPlaces(5), 1),
        };
        IReadOnlyList<float> right = [0, 1, 0, 0, 1], wrong = [1, 1, 1, 0, 0]; // of the classes 0, 0, 0, 0, 1: the first, third and fifth
        List<FinishedTrial> Trials(IReadOnlyList<float> others) => [.. ClaimTrials.Of(experiment, (_, _) => 0.9).Select(ended => ended with
        {
            Result = ended.Result with
            {
                PlacePredictions = ended.Trial.Places is null ? null : ended.Trial.Learner == "net rate=0.1" ? right : others,
            },
        })];
        byte[] pixels = [.. Enumerable.Repeat((byte)90, 4), .. new byte[16]];
        var data = SmallData.Binary() with
        {
            Test = MatrixDataView.Binary(new ByteMatrix(pixels, 4), [false, false, false, false, true]),
            ClassNames = ["cat", "dog"],
            ImageShape = new(1, 2, 2),
        };
        using var folder = new TemporaryFolder();
        string Text(IReadOnlyList<float> others)
        {
            Assert.AreEqual(1, RunPictures.Write(folder.Path, "s", experiment, Trials(others), load: _ => data));
            return File.ReadAllText(Path.Combine(folder.Path, RunPictures.FolderName, "s-e-images.svg"));
        }

        var text = Text(wrong);
        StringAssert.Contains(text, "test images that are classified correctly by net rate=0.1 and wrongly by net rate=0.01, seed 1");
        StringAssert.Contains(text, "Texts: cat; cat; dog; cat; cat; dog.");
        Assert.AreEqual(2, text.Split("data:image/png").Length - 1);
        StringAssert.Contains(Text([0, 0, 0, 0, 0]), "Texts: dog; dog; cat; There is 1 among the first 5 test images..");
        StringAssert.Contains(Text(right), "There is none among the first 5 test images");
        Assert.AreEqual(0, RunPictures.Write(folder.Path, "s", experiment, Trials(wrong)), "the rows are not to be had");
    }

    [TestMethod]
    public void Write_Fit_HasTheSamplesTheLearnersAndTheTruth()
    {
        var experiment = ClaimTrials.Experiment(2, [], new FitSpec("fit", "x", "y", x => x)) with
        {
            DataSets = ["cubic"],
            TrainRows = 20,
            Map = new(new PredictionLine(-5, 5, 3, Powers: 3), 1),
        };
        var records = ClaimTrials.Of(experiment, (_, _) => 0.9, data: "cubic")
            .Select(
                ended => ended
                    with
                { Result = ended.Result with { PlacePredictions = ended.Trial.Places is null ? null : [0, 1, 2] } }).ToList();
        using var folder = new TemporaryFolder();

        Assert.AreEqual(1, RunPictures.Write(folder.Path, "s", experiment, records));
        var text = File.ReadAllText(Path.Combine(folder.Path, RunPictures.FolderName, "s-e-fit.svg"));
        foreach (var expected in new[] { "20 training samples", "net rate=0.1", "net rate=0.01", "the truth", "s/e: fit, seed 1" })
            StringAssert.Contains(text, expected);
        Assert.AreEqual(
            0, RunPictures.Write(
                folder.Path, "s", experiment with { Map = null }, ClaimTrials.Of(experiment with { Map = null }, (_, _) => 0.9)));
    }

    [TestMethod]
    public void Write_HistoryThatIsZero_SaysSoInTheLegend()
    {
        var experiment = ClaimTrials.Experiment(
            2, [], new HistorySpec(
                "by-update", "norm", ("squared-gradient-0", "layer 0"), ("loss", "loss"))
            { Learners = [new("net rate=0.1")] })
            with
        { Learners = [new("mlp", "net", Settings.Parse("gradients=0"))] };
        var records = ClaimTrials.Of(experiment, (_, _) => 0.9)
            .Select(
                ended => ended
                    with
                {
                    Result = ended.Result
                        with
                    {
                        History = [
                            .. ended.Result.History, new(1, 10, "train", "squared-gradient-0", 0), new(
                                2, 20, "train", "squared-gradient-0", 0)]
                    }
                }).ToList();
        using var folder = new TemporaryFolder();

        RunPictures.Write(folder.Path, "s", experiment, records);

        var text = File.ReadAllText(Path.Combine(folder.Path, RunPictures.FolderName, "s-e-by-update.svg"));
        StringAssert.Contains(text, "net rate=0.1, layer 0: 0 throughout;");
        StringAssert.Contains(text, "; net rate=0.1, loss.");
    }
}
