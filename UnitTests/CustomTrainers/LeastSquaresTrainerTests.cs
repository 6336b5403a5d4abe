using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Least squares as a trainer of ML.NET's catalog; the solutions themselves are tested in Numerics.</summary>
[TestClass]
public sealed class LeastSquaresTrainerTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_Plane_FindsItAndSurvivesModelSave()
    {
        var rows = Plane(100);
        var data = _ml.Data.LoadFromEnumerable(rows);

        var transformer = _ml.Regression.Trainers.LeastSquares().Fit(data);

        Assert.AreEqual(3, transformer.Model.Weights[0], 1e-5);
        Assert.AreEqual(-2, transformer.Model.Weights[1], 1e-5);
        Assert.AreEqual(1000, transformer.Model.Intercept, 1e-4);
        using var stream = new MemoryStream();
        var chain = _ml.Transforms.NormalizeMinMax("Features").Append(_ml.Regression.Trainers.LeastSquares()).Fit(data);
        _ml.Model.Save(chain, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);
        var scores = loaded.Transform(data).GetColumn<float>("Score").ToArray();
        for (var i = 0; i < rows.Count; i++)
            Assert.AreEqual(rows[i].Label, scores[i], 1e-3);
        Assert.IsInstanceOfType<LinearRegressionTransformer>(((IEnumerable<ITransformer>)loaded).Last());
    }

    [TestMethod]
    public void Transform_Schema_IsThatOfStockTrainers()
    {
        var data = _ml.Data.LoadFromEnumerable(Plane(20));
        var trainer = _ml.Regression.Trainers.LeastSquares();

        Assert.AreEqual(
            """
            Score: Single
              ScoreColumnKind: String = Regression
              ScoreColumnSetId: Key<UInt32, 0-2147483646> = 1
              ScoreValueKind: String = Score

            """.ReplaceLineEndings(),
            SchemaText.Of(trainer.Fit(data).GetOutputSchema(data.Schema), "Score"));
        Assert.IsFalse(trainer.Info.NeedNormalization);
    }

    [TestMethod]
    public void PermutationFeatureImportance_OverTheChain_FindsTheFeatureThatCounts()
    {
        var data = _ml.Data.LoadFromEnumerable(Plane(100));
        var model = _ml.Regression.Trainers.LeastSquares().Fit(data);

        var importance = _ml.Regression.PermutationFeatureImportance(model, data);

        Assert.IsGreaterThan(Math.Abs(importance[1].RootMeanSquaredError.Mean), Math.Abs(importance[0].RootMeanSquaredError.Mean));
    }

    [TestMethod]
    public void LeastSquares_BadOptionOrRow_IsRefused()
    {
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => _ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions { L2 = -1 })).Message,
            "L2 must be finite and at least 0; found -1.");
        var rows = Plane(5);
        rows[3].Features[1] = float.NaN;
        StringAssert.StartsWith(
            Assert.Throws<InvalidOperationException>(
                () => _ml.Regression.Trainers.LeastSquares("Label").Fit(_ml.Data.LoadFromEnumerable(rows))).Message,
            "Row 3 of the training data has the value NaN in slot 1 of column 'Features', where a finite number was expected.");
    }

    /// <summary>1000 + 3 x₁ − 2 x₂, exactly.</summary>
    private static List<Curves.Row> Plane(int count)
    {
        var rows = Curves.Rows(count, 1);
        foreach (var row in rows)
        {
            row.Features = [MathF.Round(row.Features[0], 1), MathF.Round(row.Features[1], 1)];
            row.Label = 1000 + (3 * row.Features[0]) - (2 * row.Features[1]);
        }

        return rows;
    }
}
