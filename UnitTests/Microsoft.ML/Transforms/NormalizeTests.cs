using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class NormalizeTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void NormalizeMinMax_Default_ScalesByLargestMagnitude()
    {
        IDataView data = Data([1, -4, 5], [2, 2, 5], [4, 0, 5]);

        NormalizingTransformer model = _ml.Transforms.NormalizeMinMax("Vector").Fit(data);

        AssertRows(model.Transform(data), [0.25f, -1, 0], [0.5f, 0.5f, 0], [1, 0, 0]);
        var parameters = (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>)model.GetNormalizerModelParameters(0);
        CollectionAssert.AreEqual(new[] { 0.25f, 0.25f, 0 }, parameters.Scale.ToArray());
        Assert.IsEmpty(parameters.Offset);
    }

    [TestMethod]
    public void NormalizeMinMax_NotFixZero_MapsRangeToUnit()
    {
        IDataView data = Data([1, -4, 5], [2, 2, 5], [3, 0, 5]);

        AssertRows(_ml.Transforms.NormalizeMinMax("Vector", fixZero: false).Fit(data).Transform(data), [0, 0, 0], [0.5f, 1, 0], [1, 4f / 6, 0]);
    }

    [TestMethod]
    public void NormalizeMeanVariance_Default_ScalesToMeanSquareOne()
    {
        IDataView data = Data([1, 0, 5], [2, 6, 5], [3, 0, 5]);

        float first = 1 / MathF.Sqrt(14f / 3), second = 1 / MathF.Sqrt(12);
        AssertRows(_ml.Transforms.NormalizeMeanVariance("Vector").Fit(data).Transform(data), [first, 0, 0], [2 * first, 6 * second, 0], [3 * first, 0, 0]);
    }

    [TestMethod]
    public void NormalizeMeanVariance_NotFixZero_CentersWithPopulationVariance()
    {
        IDataView data = Data([1, 0, 5], [2, 6, 5], [3, 0, 5]);

        float a = 1 / MathF.Sqrt(2f / 3), b = 1 / MathF.Sqrt(8);
        AssertRows(
            _ml.Transforms.NormalizeMeanVariance("Vector", fixZero: false).Fit(data).Transform(data), [-a, -2 * b, 0], [0, 4 * b, 0], [a, -2 * b, 0]);
    }

    [TestMethod]
    public void NormalizeMeanVariance_Cdf_GivesDistributionFunction()
    {
        IDataView data = Data([-1, 0, 5], [0, 0, 5], [1, 3, 5]);

        float[][] rows = Rows(_ml.Transforms.NormalizeMeanVariance("Vector", useCdf: true).Fit(data).Transform(data));

        const double cdfOfMinusRootThreeHalves = 0.11033568; // of −1 at mean 0 and deviation √(2/3)
        Assert.AreEqual(cdfOfMinusRootThreeHalves, rows[0][0], 3e-4); // the approximation's error
        Assert.AreEqual(0.5, rows[1][0], 1e-6);
        Assert.AreEqual(1 - cdfOfMinusRootThreeHalves, rows[2][0], 3e-4);
        Assert.AreEqual(0f, rows[0][2], "a constant column gives 0");
    }

    [TestMethod]
    public void Normalize_MissingValues_AreSkippedInFitAndKept()
    {
        IDataView data = Data([1, 1, 1], [float.NaN, 2, 1], [4, 3, 2]);

        float[][] minMax = Rows(_ml.Transforms.NormalizeMinMax("Vector").Fit(data).Transform(data));
        float[][] meanVariance = Rows(_ml.Transforms.NormalizeMeanVariance("Vector", fixZero: false).Fit(data).Transform(data));

        Assert.AreEqual(0.25f, minMax[0][0]);
        Assert.AreEqual(float.NaN, minMax[1][0]);
        Assert.AreEqual(-1f, meanVariance[0][0], 1e-6f);
        Assert.AreEqual(float.NaN, meanVariance[1][0]);
    }

    [TestMethod]
    public void Normalize_SparseRows_CountTheirZeros()
    {
        var rows = new List<SparseRow>
        {
            new() { Vector = new VBuffer<float>(8, 1, [2], [3]) },
            new() { Vector = new VBuffer<float>(8, 1, [4], [3]) },
            new() { Vector = new VBuffer<float>(8, 0, [], []) },
        };
        IDataView data = _ml.Data.LoadFromEnumerable(rows);

        float[][] range = Rows(_ml.Transforms.NormalizeMinMax("Vector", fixZero: false).Fit(data).Transform(data));
        float[][] centered = Rows(_ml.Transforms.NormalizeMeanVariance("Vector", fixZero: false).Fit(data).Transform(data));

        CollectionAssert.AreEqual(new[] { 0.5f, 1, 0 }, range.Select(row => row[3]).ToArray());
        Assert.AreEqual(0f, centered[0][3], 1e-6f);
        Assert.AreEqual(1.2247449f, centered[1][3], 1e-6f);
        Assert.AreEqual(-1.2247449f, centered[2][3], 1e-6f);
    }

    [TestMethod]
    public void Normalize_MaximumExampleCount_LooksAtFirstRows()
    {
        IDataView data = Data([1, 1, 1], [2, 2, 2], [400, 1, 1]);

        float[][] rows = Rows(_ml.Transforms.NormalizeMinMax("Vector", maximumExampleCount: 2).Fit(data).Transform(data));

        Assert.AreEqual(200f, rows[2][0]);
    }

    [TestMethod]
    public void Normalize_ManyWideRows_EqualsPlainFormulas()
    {
        const int width = 37; // more than any vector of the machine, and a rest
        var random = new Random(3);
        float[][] values = [.. Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, width).Select(j => j % 5 == 0 && random.Next(2) == 0 ? 0 : (float)((random.NextDouble() * 10) - j)).ToArray())];
        IDataView data = _ml.Data.LoadFromEnumerable(values.Select(row => new WideRow { Vector = row }).ToList());

        float[][] centered = Rows(_ml.Transforms.NormalizeMeanVariance("Vector", fixZero: false).Fit(data).Transform(data));

        for (int j = 0; j < width; j++)
        {
            double mean = values.Average(row => (double)row[j]);
            double deviation = Math.Sqrt(values.Average(row => (row[j] - mean) * (row[j] - mean)));
            for (int i = 0; i < values.Length; i += 50)
                Assert.AreEqual((values[i][j] - mean) / deviation, centered[i][j], 1e-5);
        }
    }

    [TestMethod]
    public void Transform_Schema_IsMarkedNormalizedWithSlotNames()
    {
        IDataView data = Data([1, 2, 3]);
        var chain = _ml.Transforms.Concatenate("Features", "Scalar", "Vector").Append(_ml.Transforms.NormalizeMinMax("Features"));

        DataViewSchema.Column column = chain.Fit(data).Transform(data).Schema["Features"];

        Assert.IsTrue(column.IsNormalized());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "Scalar", "", "", "" }, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void Normalize_ScalarsOfBothPrecisions_AreMapped()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { Scalar = 1, Double = 10 }, new Row { Scalar = 4, Double = -40 } });

        IDataView mapped = _ml.Transforms.NormalizeMinMax([new InputOutputColumnPair("Scalar"), new InputOutputColumnPair("Other", "Double")]).Fit(data).Transform(data);

        CollectionAssert.AreEqual(new[] { 0.25f, 1 }, mapped.GetColumn<float>("Scalar").ToArray());
        CollectionAssert.AreEqual(new[] { 0.25, -1 }, mapped.GetColumn<double>("Other").ToArray());
    }

    [TestMethod]
    [DataRow("Q")]
    [DataRow("Text")]
    public void Fit_WrongColumn_ThrowsSayingWhatCame(string column)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("X", column).Fit(Data([1, 2, 3])));

        StringAssert.Contains(exception.Message, column == "Q" ? "Could not find input column 'Q'" : "Got: String");
    }

    [TestMethod]
    public void Fit_OneExample_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Vector", maximumExampleCount: 1).Fit(Data([1, 2, 3])));

    [TestMethod]
    public void GetNormalizerModelParameters_NoSuchPair_Throws()
    {
        NormalizingTransformer model = _ml.Transforms.NormalizeMinMax("Vector").Fit(Data([1, 2, 3]));

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.GetNormalizerModelParameters(1));

        StringAssert.Contains(exception.Message, "Valid range is from 0 (inclusive) to 1 (exclusive) but got 1.");
    }

    private IDataView Data(params float[][] rows) => _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Vector = row }).ToList());

    private static float[][] Rows(IDataView data) => [.. data.GetColumn<float[]>("Vector")];

    private static void AssertRows(IDataView data, params float[][] expected)
    {
        float[][] rows = Rows(data);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < expected[i].Length; j++)
                Assert.AreEqual(expected[i][j], rows[i][j], 1e-6f, $"row {i}, slot {j}");
        }
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Vector { get; set; } = [0, 0, 0];

        public float Scalar { get; set; }

        public double Double { get; set; }

        public string Text { get; set; } = "";
    }

    private sealed class WideRow
    {
        [VectorType(37)]
        public float[] Vector { get; set; } = [];
    }

    private sealed class SparseRow
    {
        [VectorType(8)]
        public VBuffer<float> Vector { get; set; }
    }
}
