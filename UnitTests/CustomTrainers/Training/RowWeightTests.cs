using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers.Training;

/// <summary>
/// A row of the weight 0 is as if it were not there, and other weights count in every figure that is measured on the rows.
/// </summary>
[TestClass]
public sealed class RowWeightTests
{
    private const string Weight = "Weight";

    private static readonly MlpOptions Network = new()
    {
        HiddenLayers = [8],
        Epochs = 5,
        BatchSize = 16,
        Threads = 1,
        ValidationFraction = 0.25,
        EarlyStopping = new EarlyStopping { Patience = 3 },
    };

    private static readonly GradientBoostedTreesOptions Trees = new()
    {
        NumberOfTrees = 10,
        Threads = 1,
        ValidationFraction = 0.25,
        EarlyStopping = new EarlyStopping { Patience = 3 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_RowsOfTheWeightZero_EqualTheirRemoval()
    {
        var kept = Curves.Rows(60, 1);
        var all = WithUseless(kept);

        SameBits(data => _ml.Regression.Trainers.Mlp(Network with { ExampleWeightColumnName = Weight }).Fit(data), kept, all);
        SameBits(
            data => _ml.Regression.Trainers.GradientBoostedTrees(Trees with { ExampleWeightColumnName = Weight }).Fit(data), kept, all);
        SameBits(
            data => _ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions { ExampleWeightColumnName = Weight }).Fit(data),
            kept, all);
        SameBits(
            data => _ml.BinaryClassification.Trainers.Mlp(
                Network with { ExampleWeightColumnName = Weight, LabelColumnName = "Above", BalanceClasses = true }).Fit(data),
            kept, all);
        SameBits(
            data => _ml.BinaryClassification.Trainers.GradientBoostedTrees(
                Trees with { ExampleWeightColumnName = Weight, LabelColumnName = "Above", BalanceClasses = true }).Fit(data),
            kept, all);
    }

    /// <summary>A monitor of such rows too: its loss is that of the rows that count.</summary>
    [TestMethod]
    public void Fit_MonitorWithRowsOfTheWeightZero_EqualsTheirRemoval()
    {
        var kept = Curves.Rows(60, 1);
        double Loss(List<Curves.Row> monitored) => _ml.Regression.Trainers.Mlp(Network with
        {
            ValidationFraction = 0,
            EarlyStopping = null,
            ExampleWeightColumnName = Weight,
            Monitors = [new("m", _ml.Data.LoadFromEnumerable(monitored))],
        }).Fit(_ml.Data.LoadFromEnumerable(kept)).Model.History.Entries[^1].Monitors.Single().Loss;

        Assert.AreEqual(Loss(kept), Loss(WithUseless(kept)));
    }

    [TestMethod]
    public void Fit_WeightsOfOne_EqualNone()
    {
        var rows = Curves.Rows(60, 1);

        SameBits(
            name => data => _ml.Regression.Trainers.Mlp(Network with { ExampleWeightColumnName = name }).Fit(data), rows);
        SameBits(
            name => data => _ml.Regression.Trainers.GradientBoostedTrees(Trees with { ExampleWeightColumnName = name }).Fit(data), rows);
        SameBits(
            name => data => _ml.BinaryClassification.Trainers.Mlp(
                Network with { ExampleWeightColumnName = name, LabelColumnName = "Above", BalanceClasses = true }).Fit(data),
            rows);
    }

    [TestMethod]
    public void Fit_Regression_MeasuresTheTargetByWeight()
    {
        var rows = Curves.Rows(4, 1);
        (rows[0].Label, rows[1].Label, rows[2].Label, rows[3].Label) = (1, 2, 4, 1000);
        (rows[0].Weight, rows[1].Weight, rows[2].Weight, rows[3].Weight) = (1, 2, 0.5f, 0);

        var model = _ml.Regression.Trainers.Mlp(
            new MlpOptions { Epochs = 1, ExampleWeightColumnName = Weight }).Fit(_ml.Data.LoadFromEnumerable(rows)).Model;

        var mean = (1 + 2 * 2 + 0.5 * 4) / 3.5;
        Assert.AreEqual(mean, model.TargetMean!.Value, 1e-12);
        Assert.AreEqual(
            Math.Sqrt((Math.Pow(1 - mean, 2) + 2 * Math.Pow(2 - mean, 2) + 0.5 * Math.Pow(4 - mean, 2)) / 3.5),
            model.TargetDeviation!.Value, 1e-12);
    }

    /// <summary>Each class counts the same in total, its rows by their weights.</summary>
    [TestMethod]
    public void Fit_BalancedClasses_CountRowsByWeight()
    {
        var rows = Curves.Rows(60, 1);
        foreach (var row in rows)
            row.Weight = row.Features[1] > 0 ? 2 : 0.5f;
        double above = rows.Where(row => row.Above).Sum(row => row.Weight), all = rows.Sum(row => row.Weight);
        var options = new MlpOptions
        {
            HiddenLayers = [4],
            Epochs = 3,
            Threads = 1,
            LabelColumnName = "Above",
            ExampleWeightColumnName = Weight,
        };

        var balanced = Parameters(options with { BalanceClasses = true });
        var byHand = Parameters(options with { ClassWeights = [all / (2 * (all - above)), all / (2 * above)] });

        CollectionAssert.AreEqual(byHand, balanced);

        float[] Parameters(MlpOptions own) =>
            [.. _ml.BinaryClassification.Trainers.Mlp(own).Fit(_ml.Data.LoadFromEnumerable(rows)).Model.Network.ParameterValues];
    }

    [TestMethod]
    public void NormalizeJointMeanVariance_Weights_CountInTheFigures()
    {
        var rows = Curves.Rows(3, 1);
        (rows[0].Features, rows[1].Features, rows[2].Features) = ([1, 2], [3, 6], [float.NaN, 1e9f]);
        (rows[0].Weight, rows[1].Weight, rows[2].Weight) = (3, 1, 0);

        var transformer = MlPipelines.CustomTrainers.Transforms.JointMeanVarianceCatalog.NormalizeJointMeanVariance(
            _ml.Transforms, "Features", exampleWeightColumnName: Weight).Fit(_ml.Data.LoadFromEnumerable(rows));

        var mean = (3 * (1 + 2) + 3 + 6) / 8.0;
        Assert.AreEqual(mean, transformer.Mean, 1e-12);
        Assert.AreEqual(
            Math.Sqrt((3 * (Math.Pow(1 - mean, 2) + Math.Pow(2 - mean, 2)) + Math.Pow(3 - mean, 2) + Math.Pow(6 - mean, 2)) / 8),
            transformer.Deviation, 1e-12);
    }

    /// <summary>The rows with useless ones between: features and labels that could not be trained on, and targets far away.</summary>
    private static List<Curves.Row> WithUseless(List<Curves.Row> rows)
    {
        var all = new List<Curves.Row>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i % 4 == 0)
                all.Add(new Curves.Row { Features = [1e6f, -1e6f], Label = 10000, Above = i % 8 == 0, Weight = 0 });
            all.Add(rows[i]);
        }

        all.Add(new Curves.Row { Features = [float.NaN, float.PositiveInfinity], Label = float.NaN, Weight = 0 });
        return all;
    }

    private void SameBits(Func<IDataView, ITransformer> fit, List<Curves.Row> kept, List<Curves.Row> all) =>
        CollectionAssert.AreEqual(
            Scores(fit(_ml.Data.LoadFromEnumerable(kept)), kept), Scores(fit(_ml.Data.LoadFromEnumerable(all)), kept));

    private void SameBits(Func<string?, Func<IDataView, ITransformer>> fit, List<Curves.Row> rows) =>
        CollectionAssert.AreEqual(
            Scores(fit(null)(_ml.Data.LoadFromEnumerable(rows)), rows), Scores(fit(Weight)(_ml.Data.LoadFromEnumerable(rows)), rows));

    private float[] Scores(ITransformer model, List<Curves.Row> rows) =>
        [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float>(model.Transform(_ml.Data.LoadFromEnumerable(rows)), "Score")];
}
