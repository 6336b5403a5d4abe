using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.UnitTests.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Ensembles;

/// <summary>What an ensemble makes of its rows: rare classes, weights, groups, members that number classes by themselves; and its
/// errors.</summary>
[TestClass]
public sealed class EnsembleRowsTests
{
    private static readonly GradientBoostedTreesOptions Trees = new()
    {
        NumberOfTrees = 5,
        LearningRate = 0.1,
        RowFraction = 1,
        FeatureFractionPerSplit = 1,
        Threads = 1,
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_ClassOfOneRow_DoesNotCountInTheLoss()
    {
        var rows = Rows(90);
        rows[40].Label = "whale";
        var data = Keys(rows, "dog", "cat", "bird", "whale", "unicorn");

        var model = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("trees", _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees)),
                ("mlp", _ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { Epochs = 3, Threads = 1 })),
            ],
            Folds = 3,
            Calibration = EnsembleCalibration.Temperature,
        }).Fit(data);

        var scores = model.Transform(data).GetColumn<float[]>("Score").ToArray();
        Assert.IsTrue(scores.All(row => row.Length == 5 && Math.Abs(row.Sum() - 1) < 1e-5));
        Assert.IsTrue(double.IsFinite(model.Report!.Loss));
        Assert.IsLessThan(1, model.Report.Loss, "the row that no model could know does not count");
        Assert.IsLessThan(0.01, scores.Max(row => row[4]), "a temperature makes a little of 0");
    }

    /// <summary>
    /// One row of a class: of three models one was not trained on it and gives it 0; the mean is that of the other two, times 2 / 3. A
    /// class without any row gets 0.
    /// </summary>
    [TestMethod]
    public void Fit_ClassOfOneRow_GetsNothingFromTheModelThatNeverSawIt()
    {
        var rows = Rows(90);
        rows[40].Label = "whale";
        var data = Keys(rows, "dog", "cat", "bird", "whale", "unicorn");

        var model = _ml.MulticlassClassification.Trainers
            .Bagging(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees), folds: 3).Fit(data);

        var scores = model.Transform(data).GetColumn<float[]>("Score").ToArray();
        Assert.IsTrue(scores.All(row => row[4] == 0), "a class without rows");
        var member = model.Members.Single();
        var blind = Enumerable.Range(0, 3).Single(fold => !member.Known[fold]![3]);
        var expected = Enumerable.Range(0, 3).Except([blind]).Sum(fold =>
        {
            var own = member.Models[fold].Transform(data).GetColumn<float[]>("Score").ElementAt(40);
            return own[3] / (own.Sum() - own[4]) / 3;
        });
        Assert.AreEqual(expected, scores[40][3], 1e-6);
    }

    /// <summary>ML.NET's trainers get folds without a class too.</summary>
    [TestMethod]
    public void Fit_StockTrainersWithARareClass_GiveProbabilities()
    {
        var rows = Rows(90);
        rows[40].Label = "whale";
        var data = Keys(rows, "dog", "cat", "bird", "whale");

        var model = _ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("entropy", _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
                (
                    "light-gbm",
                    _ml.MulticlassClassification.Trainers.LightGbm(
                        new LightGbmMulticlassTrainer.Options { NumberOfIterations = 5, NumberOfThreads = 1 })),
            ],
            Folds = 3,
        }).Fit(data);

        Assert.IsTrue(model.Transform(data).GetColumn<float[]>("Score").All(row => Math.Abs(row.Sum() - 1) < 1e-5));
    }

    /// <summary>The member maps the values behind the keys to keys of its own, in the order in which they come in each fold.</summary>
    [TestMethod]
    public void Fit_MemberWithKeysOfItsOwn_IsAlignedByTheValues()
    {
        var data = Keys(Rows(120), "bird", "cat", "dog");
        var own = _ml.Transforms.Conversion.MapKeyToValue("Label").Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees));

        var model = _ml.MulticlassClassification.Trainers.Bagging(own, folds: 3).Fit(data);

        Assert.IsGreaterThan(0.9, _ml.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.IsLessThan(0.8, model.Report!.Loss, "far below ln 3, which classes in the wrong order would exceed");
    }

    [TestMethod]
    public void Fit_RowsOfTheWeight0_AreAsIfTheyWereNotThere()
    {
        var rows = Curves.Rows(120, 1);
        for (var i = 0; i < rows.Count; i += 4)
            (rows[i].Weight, rows[i].Label) = (0, float.NaN);

        Assert.AreEqual(Loss(rows.Where(row => row.Weight > 0).ToList()), Loss(rows));

        double Loss(List<Curves.Row> own) => _ml.Regression.Trainers.Ensemble(new EnsembleOptions
        {
            Members = [("trees", _ml.Regression.Trainers.GradientBoostedTrees(Trees with { ExampleWeightColumnName = "Weight" }))],
            ExampleWeightColumnName = "Weight",
        }).Fit(_ml.Data.LoadFromEnumerable(own)).Report!.Loss;
    }

    /// <summary>Each row stands there twice: without groups its twin is trained on, with them it is not.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Fit_Groups_AreNotTornApart(bool isGrouped)
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 60).SelectMany(i =>
        {
            var row = new GroupRow { Features = [random.NextSingle()], Label = random.NextSingle(), Group = $"g{i}" };
            return new[] { row, row };
        }).ToList();

        var model = _ml.Regression.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                (
                    "trees",
                    _ml.Regression.Trainers.GradientBoostedTrees(
                        Trees with { NumberOfTrees = 200, MinimumExampleCountPerLeaf = 1, LearningRate = 0.5, L2 = 0 })),
            ],
            GroupColumnName = isGrouped ? "Group" : null,
        }).Fit(_ml.Data.LoadFromEnumerable(rows));

        if (isGrouped)
            Assert.IsGreaterThan(0.05, model.Report!.Loss, "nothing is to be learned but the twins");
        else
            Assert.IsLessThan(0.05, model.Report!.Loss, "most rows are known by their twins");
    }

    [TestMethod]
    public void Fit_Progress_IsToldBeforeEachFit()
    {
        var told = new List<EnsembleProgress>();

        _ml.Regression.Trainers.Ensemble(Options() with { Folds = 2, Progress = new Told(told) }).Fit(Curves.Load(_ml, 40));

        CollectionAssert.AreEqual(
            new EnsembleProgress[] { new("one", 1, 1, 4), new("one", 2, 2, 4), new("two", 1, 3, 4), new("two", 2, 4, 4) }, told);
    }

    [TestMethod]
    public void Fit_Cancelled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new List<EnsembleProgress>();
        var options = Options() with { Progress = new Told(told, cancellation, 3), CancellationToken = cancellation.Token };

        Assert.ThrowsExactly<OperationCanceledException>(() => _ml.Regression.Trainers.Ensemble(options).Fit(Curves.Load(_ml, 60)));

        Assert.HasCount(3, told, "the third fit reads no row");
    }

    [TestMethod]
    public void Fit_FailingMember_IsNamed()
    {
        var broken = _ml.Regression.Trainers.GradientBoostedTrees("Label", featureColumnName: "Nothing");
        var options = Options() with { Members = [.. Options().Members, ("broken", broken)] };

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Regression.Trainers.Ensemble(options).Fit(Curves.Load(_ml, 60)));

        StringAssert.StartsWith(
            error.Message, "Member 'broken' failed with fold 1 of 5 held out: Could not find feature column 'Nothing'. ");
        Assert.IsInstanceOfType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [TestMethod]
    public void Fit_MembersWithoutProbabilities_AreRefused()
    {
        var truths = Curves.Load(_ml, 60);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidOperationException>(() => _ml.BinaryClassification.Trainers.Bagging(
                _ml.BinaryClassification.Trainers.LinearSvm("Above"), labelColumnName: "Above").Fit(truths)).Message,
            "Member 'bagged' failed with fold 1 of 5 held out: Member 'bagged' gives no column 'Probability'; it gives ");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.Trainers.Bagging(
                _ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new() { NumberOfThreads = 1 }))
                .Fit(Keys(Rows(60), "dog", "cat", "bird"))).Message,
            "where probabilities of classes that sum to 1 (a trainer with the softmax, or one-versus-all with probabilities) ");
    }

    [TestMethod]
    public void Fit_MemberThatDropsRows_IsRefused()
    {
        var filtering = _ml.Transforms.Concatenate("Features", "Features")
            .Append(new Filter(_ml)).Append(_ml.Regression.Trainers.GradientBoostedTrees(Trees));

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Regression.Trainers.Bagging(filtering).Fit(Curves.Load(_ml, 60))).Message,
            "has a model that does not make each row of one row, so that it cannot predict for single ones.");
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        StringAssert.StartsWith(Error(Options() with { Members = [] }), "Members must have at least one member.");
        StringAssert.StartsWith(Error(Options() with { Folds = 1 }), "Folds must be at least 2; found 1.");
        StringAssert.StartsWith(Error(Options() with { SelectionRounds = 0 }), "SelectionRounds must be at least 1; found 0.");
        StringAssert.StartsWith(
            Error(Options() with { Members = [Options().Members[0], Options().Members[0]] }),
            "Two members are named 'one'; give each a name of its own.");
        StringAssert.StartsWith(
            Error(Options() with { Calibration = EnsembleCalibration.Isotonic }), "Calibration is for classes, not for a regression.");
        Assert.AreEqual(
            "The training data has 4 rows that count, and 5 folds need at least 5.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Regression.Trainers.Ensemble(Options()).Fit(Curves.Load(_ml, 4))).Message);
        var weightless = Curves.Rows(12, seed: 1);
        weightless.ForEach(row => row.Weight = 0);
        Assert.AreEqual(
            "All 12 rows of the training data have the weight 0 in column 'Weight'; at least 5 must be above 0, one for each fold.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Regression.Trainers.Ensemble(Options() with { ExampleWeightColumnName = "Weight" })
                    .Fit(_ml.Data.LoadFromEnumerable(weightless))).Message);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => _ml.Regression.Trainers.Ensemble(Options() with { GroupColumnName = "Features" }).Fit(Curves.Load(_ml, 40))).Message,
            "Schema mismatch for group column 'Features': expected Text, Key<UInt32>, Int32, Int64 or Single, got Vector<Single, 2>.");

        string Error(EnsembleOptions options) =>
            Assert.Throws<ArgumentException>(() => _ml.Regression.Trainers.Ensemble(options)).Message;
    }

    [TestMethod]
    public void Load_DamagedState_IsRefused()
    {
        var model = _ml.Regression.Trainers.Ensemble(Options() with { Folds = 2 }).Fit(Curves.Load(_ml, 60));

        Assert.AreEqual(
            "'memory': it has 3 outputs for Number.", Reloading.RequireError(model, (values, _) => values["state"]!["outputs"] = 3));
        StringAssert.StartsWith(
            Reloading.RequireError(model, (values, _) => values["state"]!["members"]![0]!["weight"] = 0.01),
            "'memory': the weights of its members sum to ");
        Assert.AreEqual(
            "'memory': the file 'member-0.fold-1.zip' is missing.",
            Reloading.RequireError(model, (_, files) => files.Remove("member-0.fold-1.zip")));
        StringAssert.StartsWith(
            Reloading.RequireError(model, (_, files) => files["member-0.fold-0.zip"] = [1, 2, 3]),
            "'memory': its file 'member-0.fold-0.zip' cannot be loaded: ");
    }

    private EnsembleOptions Options() => new()
    {
        Members =
        [
            ("one", _ml.Regression.Trainers.GradientBoostedTrees(Trees)), ("two", _ml.Regression.Trainers.LeastSquares()),
        ],
    };

    private static List<Blobs.Row> Rows(int count) => [.. Blobs.Points(count, 7).Select(
        point => new Blobs.Row { Features = point.Features, Label = new[] { "dog", "cat", "bird" }[point.Class] })];

    private IDataView Keys(List<Blobs.Row> rows, params string[] names) => _ml.Transforms.Conversion.MapValueToKey("Label").Fit(
        _ml.Data.LoadFromEnumerable(names.Select(name => new Blobs.Row { Label = name, Features = new float[4] })))
        .Transform(_ml.Data.LoadFromEnumerable(rows));

    private sealed class GroupRow
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public string Group { get; set; } = "";
    }

    /// <summary>Notes what is told, and cancels at one of the reports.</summary>
    private sealed class Told(List<EnsembleProgress> told, CancellationTokenSource? cancellation = null, int at = 0)
        : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value)
        {
            told.Add(value);
            if (told.Count == at)
                cancellation?.Cancel();
        }
    }

    /// <summary>Leaves rows out, which no transformer of single rows can.</summary>
    private sealed class Filter(MLContext ml) : IEstimator<Filter>, ITransformer
    {
        public bool IsRowToRowMapper => false;

        public Filter Fit(IDataView input) => this;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => ml.Data.SkipRows(input, 1);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
