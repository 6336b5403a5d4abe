using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>What ML.NET keeps closed and is reached all the same: each test fails where a new version of ML.NET moves a member.</summary>
[TestClass]
public sealed class InteropTests
{
    [TestMethod]
    public void Cancel_BeforeATraining_StopsIt()
    {
        var ml = new MLContext(1);

        Cancellation.Cancel(ml);

        Assert.ThrowsExactly<OperationCanceledException>(
            () => ml.Regression.Trainers.FastTree(numberOfTrees: 1).Fit(ml.Data.LoadFromEnumerable([new Row(), new Row { Label = 1 }])));
    }

    [TestMethod]
    public void Of_OneVersusAll_IsAModelForEachClass()
    {
        var ml = new MLContext(1);
        var rows = ml.Transforms.Conversion.MapValueToKey("Label").Fit(Rows(ml)).Transform(Rows(ml));
        var model = ml.MulticlassClassification.Trainers.OneVersusAll(
            ml.BinaryClassification.Trainers.FastTree(
                new FastTreeBinaryTrainer.Options { NumberOfTrees = 2, MinimumExampleCountPerLeaf = 1, NumberOfThreads = 1 })).Fit(rows);

        Assert.HasCount(3, SubModels.Of(model.Model));
    }

    private static IDataView Rows(MLContext ml)
        => ml.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Row { Features = [i], Label = i % 3 }));

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [0];

        public float Label { get; set; }
    }
}
