using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.UnitTests.CustomTrainers.Trees;

/// <summary>Bad input: each gets an error that says what was expected, what came, where, and what to do.</summary>
[TestClass]
public sealed class TreeErrorTests
{
    private static readonly GradientBoostedTreesOptions Short = new() { NumberOfTrees = 2 };

    private readonly MLContext _ml = new(1);

    private Exception Refused(GradientBoostedTreesOptions options, IDataView data)
        => Assert.Throws<Exception>(() => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options).Fit(data));

    private Exception RefusedTowns(GradientBoostedTreesOptions options, IDataView? data = null)
        => Assert.Throws<Exception>(() => _ml.Regression.Trainers.GradientBoostedTrees(options).Fit(data ?? Towns.Load(_ml)));

    [TestMethod]
    public void Fit_WrongColumns_NamesThem()
    {
        StringAssert.Contains(
            Refused(Short with { FeatureColumnName = "Pixels" }, Blobs.Keyed(_ml)).Message,
            "Could not find feature column 'Pixels'. The columns are: 'Features', 'Label'.");
        StringAssert.Contains(
            Refused(Short, Blobs.Numbered(_ml)).Message, "Schema mismatch for label column 'Label': expected Key<UInt32>, got Int32.");
        StringAssert.Contains(
            RefusedTowns(Short with { CategoryColumnNames = ["City"] }).Message,
            "Could not find category column 'City'. The columns are: 'Features', 'Town', ");
        StringAssert.Contains(
            RefusedTowns(Short with { CategoryColumnNames = ["TownNumber"] }).Message,
            "Schema mismatch for category column 'TownNumber': expected Key<UInt32>, got Single. Add "
            + "Transforms.Conversion.MapValueToKey(\"TownNumber\") to the pipeline before the trainer.");
        StringAssert.Contains(
            RefusedTowns(Short with { CategorySlots = [2] }).Message,
            "CategorySlots names slot 2, but the feature column 'Features' has slots 0 to 1.");
        StringAssert.Contains(
            RefusedTowns(Short with { MonotoneConstraints = [1] }).Message,
            "MonotoneConstraints has 1 values, but the feature column 'Features' has 2 slots: give one of -1, 0 and 1 for each.");
        StringAssert.Contains(
            RefusedTowns(Short with { MonotoneConstraints = [1, 0], CategorySlots = [0] }).Message,
            "Slot 0 of the feature column 'Features' is in CategorySlots and has a monotone constraint: categories have no order to keep.");
    }

    [TestMethod]
    [DataRow(float.PositiveInfinity, "Infinity")]
    [DataRow(float.NegativeInfinity, "-Infinity")]
    public void Fit_InfiniteFeature_NamesRowAndSlot(float value, string text)
    {
        var rows = Towns.Rows(10, 1);
        rows[7].Features[1] = value;

        Assert.AreEqual(
            $"Row 7 of the training data has the value {text} in slot 1 of column 'Features', where a finite number was expected. Clip "
            + "it, or make it NaN, which is a missing value.",
            RefusedTowns(Short, _ml.Data.LoadFromEnumerable(rows)).Message);
    }

    [TestMethod]
    [DataRow(0.5f)]
    [DataRow(-1f)]
    [DataRow(65536f)]
    public void Fit_NoCategory_NamesRowAndSlot(float value)
    {
        var rows = Towns.Rows(10, 1);
        foreach (var row in rows) row.Features = [row.TownNumber, 0];
        rows[4].Features[0] = value;

        StringAssert.Contains(
            RefusedTowns(Short with { CategorySlots = [0] }, _ml.Data.LoadFromEnumerable(rows)).Message,
            "in slot 0 of column 'Features', which is declared to hold categories: whole numbers from 0 to 65535.");
    }

    [TestMethod]
    public void Fit_RowsThatCannotBeTrainedOn_AreRefused()
    {
        Assert.AreEqual("The training data has no rows.", Refused(Short, _ml.Data.LoadFromEnumerable(new List<Blobs.KeyedRow>())).Message);

        var rows = Blobs.Points(10, 1).Select(p => new Blobs.KeyedRow { Features = p.Features, Label = 1 }).ToList();
        Assert.AreEqual(
            "All 10 rows of the training data have the label with key 2; a classifier needs rows of at least 2 classes.",
            Refused(Short, _ml.Data.LoadFromEnumerable(rows)).Message);
        rows[3].Label = 3; // beyond the keys: ML.NET reads it as missing
        StringAssert.Contains(
            Refused(Short, _ml.Data.LoadFromEnumerable(rows)).Message,
            "Row 3 of the training data has a missing label in column 'Label', where keys 1 to 3 were expected.");

        var towns = Towns.Rows(10, 1);
        towns[2].Weight = -1;
        StringAssert.Contains(
            RefusedTowns(Short with { ExampleWeightColumnName = "Weight" }, _ml.Data.LoadFromEnumerable(towns)).Message,
            "Row 2 of the training data has the weight -1 in column 'Weight'");
        foreach (var town in towns) town.Weight = 0;
        StringAssert.Contains(
            RefusedTowns(Short with { ExampleWeightColumnName = "Weight" }, _ml.Data.LoadFromEnumerable(towns)).Message,
            $"All {towns.Count} rows of the training data have the weight 0 in column 'Weight'; at least one must be above 0.");
        towns[5].Label = float.NaN;
        StringAssert.Contains(
            RefusedTowns(Short, _ml.Data.LoadFromEnumerable(towns)).Message,
            "Row 5 of the training data has the label NaN in column 'Label', where a finite number was expected.");
        StringAssert.Contains(
            RefusedTowns(Short with { ValidationFraction = 0.01 }, Towns.Load(_ml, 10)).Message,
            "A validation fraction of 0.01 of 10 rows leaves 0 to validate on and 10 to train on; both need at least 1.");
    }

    [TestMethod]
    public void Fit_OneRow_PredictsItsTarget()
    {
        var data = _ml.Data.LoadFromEnumerable(Towns.Rows(1, 3));

        var transformer = _ml.Regression.Trainers.GradientBoostedTrees(Short).Fit(data);

        Assert.AreEqual(Towns.Rows(1, 3)[0].Label, transformer.Transform(data).GetColumn<float>("Score").Single());
    }

    [TestMethod]
    public void Fit_MonitorOfAnotherWidth_NamesBoth()
    {
        var wide = _ml.Transforms.Concatenate("Features", "Features", "Features").Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml));

        StringAssert.Contains(
            Refused(Short with { Monitors = [new("test", wide)] }, Blobs.Keyed(_ml)).Message,
            "The monitor 'test' has 8 features, the training data 4.");
    }

    [TestMethod]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(
                Short with { CancellationToken = source.Token }).Fit(Blobs.Keyed(_ml)));
    }

    [TestMethod]
    public void Transform_AnotherFeatureWidth_NamesBoth()
    {
        var model = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Short).Fit(Blobs.Keyed(_ml));
        var wide = _ml.Transforms.Concatenate("Features", "Features", "Features").Fit(Blobs.Keyed(_ml)).Transform(Blobs.Keyed(_ml));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(wide));

        StringAssert.Contains(error.Message, "expected Vector<Single, 4>, as in training, got Vector<Single, 8>.");
    }

    [TestMethod]
    public void GradientBoostedTrees_OptionOutOfRange_IsRefusedWhenTheTrainerIsMade()
    {
        Refused(Short with { NumberOfTrees = 0 }, "NumberOfTrees is 0; it must be at least 1.");
        Refused(Short with { NumberOfLeaves = 1 }, "NumberOfLeaves is 1; it must be at least 2, or 0 for no limit.");
        Refused(Short with { NumberOfLeaves = 0 }, "NumberOfLeaves is 0; it must be set when MaximumDepth is 0");
        Refused(Short with { LearningRate = double.NaN }, "LearningRate is NaN; it must be above 0 and finite.");
        Refused(Short with { L2 = -1 }, "L2 is -1; it must be at least 0 and finite.");
        Refused(Short with { RowFraction = 0 }, "RowFraction is 0; it must be above 0 and at most 1.");
        Refused(Short with { MaximumBinCountPerFeature = 256 }, "MaximumBinCountPerFeature must be between 2 and 255; found 256.");
        Refused(Short with { BinSetCount = 17 }, "BinSetCount must be between 1 and 16; found 17.");
        Refused(Short with { Threads = 0 }, "Threads must be at least 1; found 0.");
        Refused(Short with { Growth = (GrowthPolicy)7 }, "Growth is 7; it must be one of LeafWise, DepthWise.");
        Refused(Short with { ValidationFraction = 1 }, "ValidationFraction must be in [0, 1); found 1.");
        Refused(
            Short with { ValidationFraction = 0, EarlyStopping = new EarlyStopping() },
            "Early stopping watches the monitor 'validation', but the monitors are none.");
        Refused(
            Short with { ValidationFraction = 0.1, EarlyStopping = new EarlyStopping { Patience = 0 } },
            "Patience of early stopping must be at least 1; found 0.");
        Refused(Short with { ClassWeights = [1, 0] }, "ClassWeights[1] must be finite and above 0; found 0.");
        Refused(Short with { ClassWeights = [1, 2], BalanceClasses = true }, "ClassWeights and BalanceClasses are both set; set one.");
        Refused(Short with { CategorySlots = [1, 1] }, "CategorySlots must be different slots from 0; found 1, 1.");
        Refused(Short with { CategoryColumnNames = ["a", "a"] }, "CategoryColumnNames must be different names; found 'a', 'a'.");
        Refused(Short with { MonotoneConstraints = [1, 2] }, "MonotoneConstraints is 2; it must hold only -1, 0 and 1.");
        Refused(Short with { MonotoneConstraints = [1, 0] }, "MonotoneConstraints are for binary classification and regression");
        Refused(Short with { LabelColumnName = "" }, "LabelColumnName");
        var error = Assert.Throws<ArgumentException>(
            () => _ml.Regression.Trainers.GradientBoostedTrees(Short with { BalanceClasses = true }));
        StringAssert.Contains(error.Message, "ClassWeights and BalanceClasses are for classification.");
        error = Assert.Throws<ArgumentException>(
            () => _ml.Regression.Trainers.GradientBoostedTrees(
                Short with { ValidationFraction = 0.1, EarlyStopping = new EarlyStopping { Metric = MonitoredMetric.Accuracy } }));
        StringAssert.Contains(error.Message, "Early stopping watches the accuracy, which a regression has not: watch the loss.");
    }

    private void Refused(GradientBoostedTreesOptions options, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(options));
        StringAssert.Contains(error.Message, message);
    }
}
