using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>
/// The trainers of trees. On features of at most 255 values both grow the same trees, node for node; where values share bins, where rows or
/// features are drawn by random numbers, and where trees are large, the metrics on other rows are compared.
/// </summary>
internal static class TreePrograms
{
    private const string Bins = "features of more than 255 values share bins, whose bounds each side chooses in its own way: other trees, as good";

    private const string Draws = "each side draws rows and features by random numbers of its own: other trees, as good";

    private const string Passed =
        "genuine FastTree now and then passes over the best split of a leaf that has waited until its histogram left the cache; the embedded one never does";

    public static IEnumerable<ParityProgram> All =>
    [
        new("fast-tree-binary", Binary),
        new("fast-tree-regression", Regression),
        new("fast-tree-tweedie", Tweedie),
        new("fast-forest", Forests),
        new("fast-tree-weights", Weights),
        new("fast-tree-penalties", Penalties),
        new("fast-tree-validation", Validation),
        new("fast-tree-one-versus-all", OneVersusAll),
        new("fast-tree-threads", Threads),
        new("fast-tree-few-rows", FewRows),
        new("fast-tree-large-trees", LargeTrees) { Tolerance = 0.02, Reason = Passed },
        new("fast-tree-many-values", ManyValues) { Tolerance = 0.03, Reason = Bins },
        new("fast-tree-drawn", DrawnTrees) { Tolerance = 0.02, Reason = Draws },
    ];

    /// <summary>Rows whose features are whole numbers from −4 to 4, and whose target is not negative.</summary>
    internal static Example[] WholeNumbers(int count, uint seed = 1)
    {
        var rows = Examples.Create(count, seed);
        foreach (var row in rows)
        {
            row.Features = [.. row.Features.Select(x => MathF.Round(2 * x))];
            row.Target = MathF.Max(0, row.Target);
        }
        return rows;
    }

    private static IDataView LoadWholeNumbers(MLContext ml, int count, uint seed = 1) => ml.Data.LoadFromEnumerable(WholeNumbers(count, seed));

    private static void Binary(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        var model = ml.BinaryClassification.Trainers.FastTree("Positive", numberOfLeaves: 8, numberOfTrees: 10).Fit(data);
        transcript.AddSchema(model.Transform(data).Schema);
        transcript.Add("slope", model.Model.Calibrator.Slope);
        transcript.Add("offset", model.Model.Calibrator.Offset);
        transcript.Add("trees", model.Model.SubModel.TrainedTreeEnsemble);
        transcript.AddRows(model.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score", "Probability", "PredictedLabel");
        var byDefault = ml.BinaryClassification.Trainers.FastTree("Positive").Fit(data);
        transcript.AddRows(byDefault.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score", "Probability");
        transcript.Add("metrics", ml.BinaryClassification.Evaluate(byDefault.Transform(LoadWholeNumbers(ml, 1000, seed: 2)), "Positive"));
    }

    private static void Regression(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        var model = ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 8, numberOfTrees: 10).Fit(data);
        transcript.AddSchema(model.Transform(data).Schema);
        transcript.Add("trees", model.Model.TrainedTreeEnsemble);
        transcript.AddRows(model.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score");
        var byDefault = ml.Regression.Trainers.FastTree("Target").Fit(data);
        transcript.AddRows(byDefault.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score");
        transcript.Add("metrics", ml.Regression.Evaluate(byDefault.Transform(LoadWholeNumbers(ml, 1000, seed: 2)), "Target"));
    }

    private static void Tweedie(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        foreach (var index in new[] { 1.5, 1, 2 })
        {
            var model = ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options
            {
                LabelColumnName = "Target",
                NumberOfLeaves = 8,
                NumberOfTrees = 5,
                Index = index,
            }).Fit(data);
            transcript.Add($"trees {index}", model.Model.TrainedTreeEnsemble);
            transcript.AddRows(model.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score");
        }
        var byDefault = ml.Regression.Trainers.FastTreeTweedie("Target", numberOfLeaves: 8).Fit(data);
        transcript.Add("metrics", ml.Regression.Evaluate(byDefault.Transform(LoadWholeNumbers(ml, 1000, seed: 2)), "Target"));
    }

    /// <summary>Without draws all trees of a forest are the same.</summary>
    private static void Forests(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        var regression = ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfTrees = 2,
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
            BaggingSize = 0,
        }).Fit(data);
        transcript.AddSchema(regression.Transform(data).Schema);
        transcript.Add("regression", regression.Model.TrainedTreeEnsemble);
        transcript.AddRows(regression.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score");
        var binary = ml.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            NumberOfTrees = 2,
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
            BaggingSize = 0,
        }).Fit(data);
        transcript.AddSchema(binary.Transform(data).Schema);
        transcript.Add("binary", binary.Model.TrainedTreeEnsemble);
        transcript.AddRows(binary.Transform(LoadWholeNumbers(ml, 20, seed: 2)), "Score", "PredictedLabel");
    }

    private static void Weights(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        var binary = ml.BinaryClassification.Trainers.FastTree("Positive", exampleWeightColumnName: "Weight", numberOfLeaves: 6, numberOfTrees: 5).Fit(data);
        transcript.Add("binary", binary.Model.SubModel.TrainedTreeEnsemble);
        var regression = ml.Regression.Trainers.FastTree("Target", exampleWeightColumnName: "Weight", numberOfLeaves: 6, numberOfTrees: 5).Fit(data);
        transcript.Add("regression", regression.Model.TrainedTreeEnsemble);
        var unbalanced = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            NumberOfLeaves = 6,
            NumberOfTrees = 5,
            UnbalancedSets = true,
        }).Fit(data);
        transcript.Add("unbalanced", unbalanced.Model.SubModel.TrainedTreeEnsemble);
    }

    private static void Penalties(MLContext ml, Transcript transcript)
    {
        var data = LoadWholeNumbers(ml, 1000);
        foreach (var (first, again) in new[] { (5.0, 0.0), (0, 0.5) })
        {
            var model = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
            {
                LabelColumnName = "Positive",
                NumberOfLeaves = 6,
                NumberOfTrees = 5,
                FeatureFirstUsePenalty = first,
                FeatureReusePenalty = again,
            }).Fit(data);
            transcript.Add($"trees {first} {again}", model.Model.SubModel.TrainedTreeEnsemble);
        }
    }

    private static void Validation(MLContext ml, Transcript transcript)
    {
        IDataView data = LoadWholeNumbers(ml, 300), validation = LoadWholeNumbers(ml, 300, seed: 3);
        Action<BoostedTreeOptions>[] settings =
        [
            options => options.EnablePruning = true,
            options => (options.EnablePruning, options.UseTolerantPruning) = (true, true),
            options => options.EarlyStoppingRule = new TolerantEarlyStoppingRule(0.01f),
            options => options.EarlyStoppingRule = new GeneralityLossRule(0.05f),
            options => options.EarlyStoppingRule = new ConsecutiveGeneralityLossRule(3),
            options => options.EarlyStoppingRule = new LowProgressRule(1, 4),
        ];
        foreach (var set in settings)
        {
            var regression = new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", NumberOfLeaves = 6, LearningRate = 0.4 };
            set(regression);
            transcript.Add("regression trees", ml.Regression.Trainers.FastTree(regression).Fit(data, validation).Model.TrainedTreeEnsemble.Trees.Count);
            var binary = new FastTreeBinaryTrainer.Options { LabelColumnName = "Positive", NumberOfLeaves = 6, LearningRate = 0.4 };
            set(binary);
            transcript.Add("binary trees", ml.BinaryClassification.Trainers.FastTree(binary).Fit(data, validation).Model.SubModel.TrainedTreeEnsemble.Trees.Count);
        }
    }

    private static void OneVersusAll(MLContext ml, Transcript transcript)
    {
        var scored = TrainClasses(ml, numberOfLeaves: 5);
        transcript.AddSchema(scored.Schema);
        transcript.AddRows(ml.Data.TakeRows(scored, 20), "Score", "PredictedLabel");
        transcript.Add("metrics", ml.MulticlassClassification.Evaluate(scored));
    }

    private static void LargeTrees(MLContext ml, Transcript transcript)
    {
        var metrics = ml.MulticlassClassification.Evaluate(TrainClasses(ml, numberOfLeaves: 20));
        transcript.Add("MicroAccuracy", metrics.MicroAccuracy);
        transcript.Add("MacroAccuracy", metrics.MacroAccuracy);
        transcript.Add("LogLoss", metrics.LogLoss);
    }

    /// <summary>Other rows, scored by trees for three classes.</summary>
    private static IDataView TrainClasses(MLContext ml, int numberOfLeaves)
    {
        var keys = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(LoadWholeNumbers(ml, 1000));
        var trees = ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: numberOfLeaves, numberOfTrees: 20);
        return ml.MulticlassClassification.Trainers.OneVersusAll(trees).Fit(keys.Transform(LoadWholeNumbers(ml, 1000)))
            .Transform(keys.Transform(LoadWholeNumbers(ml, 500, seed: 2)));
    }

    /// <summary>The trees are the same for one thread and for two.</summary>
    private static void Threads(MLContext ml, Transcript transcript)
    {
        Example[] rows = [.. Examples.Create(3000), .. WholeNumbers(1000)];
        var data = ml.Data.LoadFromEnumerable(rows);
        transcript.Add("binary", Compare(threads => Trees(ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            NumberOfThreads = threads,
        }).Fit(data).Model.SubModel.TrainedTreeEnsemble)));
        transcript.Add("drawn", Compare(threads => Trees(ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfThreads = threads,
            FeatureFraction = 0.7,
            FeatureFractionPerSplit = 0.7,
            BaggingSize = 1,
        }).Fit(data).Model.TrainedTreeEnsemble)));
        transcript.Add("forest", Compare(threads => Trees(ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfThreads = threads,
        }).Fit(data).Model.TrainedTreeEnsemble)));
    }

    private static string Compare(Func<int, string> train) => train(1) == train(2) ? "same trees" : "other trees";

    private static string Trees<T>(TreeEnsemble<T> ensemble)
        where T : RegressionTreeBase
    {
        var printed = new Transcript();
        printed.Add("trees", ensemble);
        return string.Join('\n', printed.Entries);
    }

    private static void FewRows(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 200);
        var model = ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 6, numberOfTrees: 5).Fit(data);
        transcript.AddRows(model.Transform(data), "Score");
        transcript.Add("training", ml.Regression.Evaluate(model.Transform(data), "Target"));
        transcript.Add("trees", model.Model.TrainedTreeEnsemble);
        transcript.Add("test", ml.Regression.Evaluate(model.Transform(Examples.Load(ml, 1000, seed: 2)), "Target"));
    }

    private static void ManyValues(MLContext ml, Transcript transcript)
    {
        IDataView data = Examples.Load(ml, 4000), others = Examples.Load(ml, 2000, seed: 2);
        Add(transcript, ml, ml.BinaryClassification.Trainers.FastTree("Positive").Fit(data).Transform(others), calibrated: true);
        Add(transcript, ml, ml.Regression.Trainers.FastTree("Target").Fit(data).Transform(others));
    }

    private static void DrawnTrees(MLContext ml, Transcript transcript)
    {
        IDataView data = LoadWholeNumbers(ml, 4000), others = LoadWholeNumbers(ml, 2000, seed: 2);
        Add(transcript, ml, ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            FeatureFraction = 0.75,
            FeatureFractionPerSplit = 0.75,
            BaggingSize = 5,
        }).Fit(data).Transform(others), calibrated: true);
        Add(transcript, ml, ml.BinaryClassification.Trainers.FastForest("Positive").Fit(data).Transform(others), calibrated: false);
        Add(transcript, ml, ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
        }).Fit(data).Transform(others));
    }

    private static void Add(Transcript transcript, MLContext ml, IDataView scored, bool calibrated)
    {
        var metrics = ml.BinaryClassification.EvaluateNonCalibrated(scored, "Positive");
        transcript.Add("Accuracy", metrics.Accuracy);
        transcript.Add("AreaUnderRocCurve", metrics.AreaUnderRocCurve);
        transcript.Add("F1Score", metrics.F1Score);
        if (calibrated)
            transcript.Add("LogLoss", ml.BinaryClassification.Evaluate(scored, "Positive").LogLoss);
    }

    private static void Add(Transcript transcript, MLContext ml, IDataView scored) =>
        transcript.Add("regression", ml.Regression.Evaluate(scored, "Target"));
}
