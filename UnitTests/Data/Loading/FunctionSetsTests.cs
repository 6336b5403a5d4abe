using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public class FunctionSetsTests
{
    /// <summary>Each function anew from its formula, over all rows of the training split.</summary>
    [TestMethod]
    [DataRow("bump")]
    [DataRow("sine")]
    [DataRow("sinc")]
    [DataRow("growing-sine")]
    public void Load_OfFunctionWithoutNoise_HoldsItsValues(string name)
    {
        Func<float[], double> function = name switch
        {
            "bump" => x => x[0] * Math.Exp(-x[0] * (double)x[0] - x[1] * (double)x[1]),
            "sine" => x => Math.Sin(5 * Math.PI * x[0]),
            "sinc" => x => Math.Sin(5 * Math.PI * x[0]) / (5 * Math.PI * x[0]),
            _ => x => 5 * Math.PI * x[0] * Math.Sin(5 * Math.PI * x[0]),
        };
        var set = DataSets.Load(name);
        var row = new float[set.FeatureCount];
        Assert.AreEqual(LearningTask.Regression, set.Task);
        Assert.IsEmpty(set.ClassNames);
        for (var i = 0; i < set.TrainRows; i++)
        {
            set.Train.CopyFeatures(i, row);

            // The stored x is rounded to Single; the steepest slope is 5 pi times 15.
            Assert.AreEqual(function(row), set.Train.GetLabel(i), 3e-5);
        }
    }

    [TestMethod]
    public void Load_OfCubic_HasNoiseOfTheStatedSpread()
    {
        var set = DataSets.Load("cubic", new DataSetOptions { TrainRows = 20_000 });
        var row = new float[3];
        double sum = 0, squares = 0;
        for (var i = 0; i < set.TrainRows; i++)
        {
            set.Train.CopyFeatures(i, row);
            Assert.AreEqual(row[0] * row[0], row[1], 1e-4);
            double noise = set.Train.GetLabel(i) - (row[2] + 5 * row[1] + 1);
            sum += noise;
            squares += noise * noise;
        }

        // Four standard errors: 10 / sqrt(20000) of the mean, 10 / sqrt(40000) of the deviation.
        Assert.AreEqual(0, sum / set.TrainRows, 0.28);
        Assert.AreEqual(10, Math.Sqrt(squares / set.TrainRows), 0.2);
    }
}
