using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.UnitTests.CustomTrainers.Transforms;

[TestClass]
public sealed class JointMeanVarianceTests
{
    private readonly MLContext _ml = new(1);

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private IDataView Data(params float[][] rows) => _ml.Data.LoadFromEnumerable(rows.Select(r => new Row { Features = r }).ToList());

    [TestMethod]
    public void Fit_HandWorkedRows_HasTheirMeanAndDeviation()
    {
        // 1, 3, 5, 7: mean 4, squares 9 + 1 + 1 + 9 = 20, variance 5
        var transformer = _ml.Transforms.NormalizeJointMeanVariance("Out", "Features").Fit(Data([1, 3], [5, 7]));

        Assert.AreEqual(4, transformer.Mean, 1e-12);
        Assert.AreEqual(Math.Sqrt(5), transformer.Deviation, 1e-12);
        var rows = transformer.Transform(Data([4, 4 + (float)Math.Sqrt(5)])).GetColumn<float[]>("Out").Single();
        Assert.AreEqual(0, rows[0], 1e-6);
        Assert.AreEqual(1, rows[1], 1e-6);
    }

    [TestMethod]
    public void Fit_SparseRows_CountsTheZeros()
    {
        var buffer = new VBuffer<float>(2, 1, [6f], [1]);
        var sparse = _ml.Data.LoadFromEnumerable([new SparseRow { Features = buffer }]);

        var transformer = _ml.Transforms.NormalizeJointMeanVariance("Features").Fit(sparse);

        Assert.AreEqual(3, transformer.Mean, 1e-12);
        Assert.AreEqual(3, transformer.Deviation, 1e-12);
        CollectionAssert.AreEqual(new[] { -1f, 1f }, transformer.Transform(sparse).GetColumn<float[]>("Features").Single());
    }

    private sealed class SparseRow
    {
        [VectorType(2)]
        public VBuffer<float> Features { get; set; }
    }

    [TestMethod]
    public void Transform_ConstantColumn_IsShiftedToZero()
    {
        var transformer = _ml.Transforms.NormalizeJointMeanVariance("Features").Fit(Data([5, 5], [5, 5]));

        CollectionAssert.AreEqual(new[] { 0f, 0f }, transformer.Transform(Data([5, 5])).GetColumn<float[]>("Features").Single());
    }

    [TestMethod]
    public void Fit_NaN_NamesTheRowAndTheColumn()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Transforms.NormalizeJointMeanVariance("Features").Fit(Data([1, 2], [float.NaN, 3])));

        StringAssert.Contains(error.Message, "The row at position 1 has a value that is NaN or infinite in column 'Features'");
    }

    [TestMethod]
    public void Fit_NoRows_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Transforms.NormalizeJointMeanVariance("Features").Fit(Data()));

        Assert.AreEqual("There are no rows to measure the mean and the deviation of column 'Features' on.", error.Message);
    }

    [TestMethod]
    public void Fit_RowsWithoutWeight_NamesTheWeights()
    {
        var data = _ml.Data.LoadFromEnumerable(
            Curves.Rows(3, seed: 1).Select(row => new Curves.Row { Features = row.Features, Weight = 0 }).ToList());

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Transforms.NormalizeJointMeanVariance("Features", exampleWeightColumnName: "Weight").Fit(data));

        Assert.AreEqual(
            "There are no rows of a weight above 0 in column 'Weight' to measure the mean and the deviation of column 'Features' on.",
            error.Message);
    }
}
