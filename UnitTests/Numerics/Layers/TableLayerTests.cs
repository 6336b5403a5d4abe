using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.Numerics.Layers;

[TestClass]
public class TableLayerTests
{
    /// <summary>Median 3, quartiles 2 and 4; a column of one value; one of two values whose quartiles are equal.</summary>
    [TestMethod]
    public void Prepare_RobustScaling_TakesMedianAndQuartiles()
    {
        float[] x = [1, 7, 0, 2, 7, 0, 3, 7, 0, 4, 7, 0, 1000, 7, 1];
        var network = Network<float>.Create(new NetworkDefinition(new Shape(3), [new RobustScaling()]), 1);
        network.Prepare(SampleSet<float>.Classification(x, 3, new int[5], 2), 1);
        CollectionAssert.AreEqual(new float[] { 3, 7, 0, 0.5f, 0, 2 }, network.StateValues.ToArray());

        var y = new float[15];
        network.Predict(x, 5, y);
        Assert.AreEqual(-1 / Math.Sqrt(1 + 1 / 9.0), y[0], 1e-6);
        Assert.AreEqual(3, y[12], 1e-4, "an outlier is clipped");
        Assert.AreEqual(0, y[13], "one value");
        network.Predict([1e30f, -1e30f, 2], 1, y.AsSpan(0, 3));
        Assert.AreEqual(3, y[0], 1e-6, "no square overflows");
    }

    /// <summary>After the preparation each output of the training rows has the variance 1, and its zero lies among them.</summary>
    [TestMethod]
    public void Prepare_NtkDenseFromRows_GivesOutputsOfSizeOne()
    {
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, 3000).Select(i => (float)(random.NextDouble() * (1 + i % 3) + 5))];
        var network = Network<float>.Create(
            new NetworkDefinition(new Shape(3), [new NtkDense(20, NtkStart.Rows), new SELU(), new NtkDense(4, NtkStart.Rows)]), 1);
        var samples = SampleSet<float>.Classification(x, 3, new int[1000], 2);
        network.Prepare(samples, 1);
        var y = new float[4000];
        network.Predict(x, 1000, y);
        for (var j = 0; j < 4; j++)
        {
            double[] outputs = [.. Enumerable.Range(0, 1000).Select(i => (double)y[4 * i + j])];
            var mean = outputs.Average();
            Assert.AreEqual(1, Math.Sqrt(outputs.Average(v => (v - mean) * (v - mean))), 1e-3);
            Assert.IsTrue(outputs.Min() < 0 && outputs.Max() > 0, "the zero lies among the rows");
        }

        var same = Network<float>.Create(network.Definition, 1);
        same.Prepare(samples, 1, threads: 2);
        CollectionAssert.AreEqual(network.ParameterValues.ToArray(), same.ParameterValues.ToArray());
    }

    /// <summary>A number with few values has few bins, one with a single value has none; outside, the last bins go on.</summary>
    [TestMethod]
    public void Prepare_PiecewiseLinearEmbedding_TakesQuantilesAsEdges()
    {
        float[] x = [0, 5, 1, 5, 2, 5, 3, 5, 4, 5];
        var network = Network<float>.Create(new NetworkDefinition(new Shape(2), [new PiecewiseLinearEmbedding(2, 1)]), 1);
        network.Prepare(SampleSet<float>.Classification(x, 2, new int[5], 2), 1);
        CollectionAssert.AreEqual(new float[] { 0, 2, 4, 5, 5, 5, 2, 0 }, network.StateValues.ToArray());

        // y = 1 + 10 e₁ + 100 e₂ for the first number; 0 for the other.
        float[] parameters = [0, 0, 1, 0, 10, 100, 7, 7];
        parameters.CopyTo(network.ParameterValues);
        var y = new float[2];
        foreach (var (value, expected) in new[] { (-1f, -4f), (0f, 1f), (1f, 6f), (2f, 11f), (3f, 61f), (5f, 161f) })
        {
            network.Predict([value, 5], y);
            Assert.AreEqual(expected, y[0], 1e-5, $"at {value}");
            Assert.AreEqual(0, y[1], $"at {value}");
        }
    }

    [TestMethod]
    public void Predict_CategoryEmbedding_HasARowForUnseenCategories()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(2), [new CategoryEmbedding(2)]), 1);
        float[] rows = [1, 2, 3, 4, 5, 6];
        rows.CopyTo(network.ParameterValues);
        var y = new float[6];
        network.Predict([1, 0, 0, 1, 0, 0], 3, y);
        CollectionAssert.AreEqual(rows, y);
    }

    [TestMethod]
    public void Define_BranchOfASlotThatIsNotThere_SaysWhichThereAre()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => new NetworkDefinition(new Shape(3), [new Branches([new Branch([3], [])])]));
        StringAssert.Contains(exception.Message, "Path 0 takes the slot 3, where there are slots 0 to 2.");
    }

    /// <summary>The logits of the mean probability 0.5 of 0.9 and 0.1, and of certainty.</summary>
    [TestMethod]
    public void Predict_MemberAverage_IsTheMeanOfProbabilities()
    {
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(2), [new MemberDense(2, 1), new MemberAverage(MemberOutput.TrueLogits)]), 1);
        double[] parameters = [1, 1, 1, 0, 0, 1, 1, 1, 0, 0]; // each member takes one of the inputs
        parameters.CopyTo(network.ParameterValues);
        var y = new double[1];
        network.Predict([Math.Log(9), -Math.Log(9)], y);
        Assert.AreEqual(0, y[0], 1e-12);
        network.Predict([500, 500], y);
        Assert.AreEqual(500, y[0], 1e-9);
    }
}
