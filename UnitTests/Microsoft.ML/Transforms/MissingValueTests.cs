using Microsoft.ML;
using Microsoft.ML.Data;
using NormFunction = Microsoft.ML.Transforms.LpNormNormalizingEstimatorBase.NormFunction;
using ReplacementMode = Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class MissingValueTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(ReplacementMode.DefaultValue, 0f, 0f)]
    [DataRow(ReplacementMode.Mean, 2f, 5f)]
    [DataRow(ReplacementMode.Minimum, 1f, 3f)]
    [DataRow(ReplacementMode.Maximum, 4f, 7f)]
    [DataRow(ReplacementMode.Mode, 1f, 5f)]
    public void ReplaceMissingValues_BySlot_LearnsFromSlot(ReplacementMode mode, float first, float second)
    {
        IDataView data = Data();

        float[][] rows = [.. _ml.Transforms.ReplaceMissingValues("X", "Vector", mode).Fit(data).Transform(data).GetColumn<float[]>("X")];

        Assert.AreEqual(first, rows[3][0]);
        Assert.AreEqual(second, rows[3][1]);
        CollectionAssert.AreEqual(new float[] { 1, 5 }, rows[0], "other values stay");
    }

    [TestMethod]
    public void ReplaceMissingValues_AcrossSlots_LearnsFromAll()
    {
        IDataView data = Data();

        float[][] rows = [.. _ml.Transforms.ReplaceMissingValues("X", "Vector", ReplacementMode.Mean, imputeBySlot: false).Fit(data).Transform(data).GetColumn<float[]>("X")];

        Assert.AreEqual(3.5f, rows[3][0]);
    }

    [TestMethod]
    public void IndicateMissingValues_Vector_SaysWhichAre()
    {
        IDataView data = Data();

        bool[][] rows = [.. _ml.Transforms.IndicateMissingValues("X", "Vector").Fit(data).Transform(data).GetColumn<bool[]>("X")];

        CollectionAssert.AreEqual(new[] { false, false }, rows[0]);
        CollectionAssert.AreEqual(new[] { true, true }, rows[3]);
    }

    [TestMethod]
    public void ReplaceMissingValues_Text_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.ReplaceMissingValues("X", "Q").Fit(Data()));

    [TestMethod]
    public void NormalizeLpNorm_EachNorm_DividesByIt()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { Vector = [3, -4] } });

        float[] Normalize(NormFunction norm, bool zeroMean = false) =>
            _ml.Transforms.NormalizeLpNorm("X", "Vector", norm, zeroMean).Fit(data).Transform(data).GetColumn<float[]>("X").Single();

        AssertClose([0.6f, -0.8f], Normalize(NormFunction.L2));
        AssertClose([3f / 7, -4f / 7], Normalize(NormFunction.L1));
        AssertClose([0.75f, -1], Normalize(NormFunction.Infinity));
        AssertClose([3 / 3.5f, -4 / 3.5f], Normalize(NormFunction.StandardDeviation));
        AssertClose([MathF.Sqrt(0.5f), -MathF.Sqrt(0.5f)], Normalize(NormFunction.L2, zeroMean: true));
    }

    [TestMethod]
    public void NormalizeLpNorm_ZeroVector_StaysZero()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { Vector = [0, 0] } });

        AssertClose([0, 0], _ml.Transforms.NormalizeLpNorm("Vector").Fit(data).Transform(data).GetColumn<float[]>("Vector").Single());
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f, $"at {i}");
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Vector = [1, 5] },
        new() { Vector = [1, 3] },
        new() { Vector = [4, 7] },
        new() { Vector = [float.NaN, float.NaN] },
    });

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Vector { get; set; } = [];
    }
}
