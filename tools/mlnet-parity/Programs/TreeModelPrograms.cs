using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Models of trees: saved, asked which features they use, given missing values; and what trainers of trees refuse.</summary>
internal static class TreeModelPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("fast-tree-save-and-load", SaveAndLoad),
        new("fast-tree-predict", Predict),
        new("fast-tree-feature-weights", FeatureWeights),
        new("fast-tree-missing-values", Missing),
        new("fast-tree-sparse", Sparse),
        new("fast-tree-log", Log),
        new("fast-tree-errors", Errors),
    ];

    private static void SaveAndLoad(MLContext ml, Transcript transcript)
    {
        var data = ml.Data.LoadFromEnumerable(TreePrograms.WholeNumbers(500));
        var chain = ml.Transforms.Categorical.OneHotEncoding("Code", "Group").Append(ml.Transforms.Concatenate("Features", "Features", "Code"));
        Compare("binary", chain.Append(ml.BinaryClassification.Trainers.FastTree("Positive", numberOfLeaves: 6, numberOfTrees: 10)).Fit(data));
        Compare("regression", chain.Append(ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 6, numberOfTrees: 10)).Fit(data));
        Compare("tweedie", chain.Append(ml.Regression.Trainers.FastTreeTweedie("Target", numberOfLeaves: 6, numberOfTrees: 10)).Fit(data));
        Compare("forest", chain.Append(ml.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            NumberOfLeaves = 6,
            NumberOfTrees = 3,
            FeatureFraction = 1,
            FeatureFractionPerSplit = 1,
            BaggingSize = 0,
        })).Fit(data));

        void Compare(string name, ITransformer model)
        {
            using var stream = new MemoryStream();
            ml.Model.Save(model, data.Schema, stream);
            stream.Position = 0;
            var loaded = new MLContext(seed: 2).Model.Load(stream, out var schema);
            transcript.AddSchema(schema);
            var scored = loaded.Transform(data);
            transcript.AddSchema(scored.Schema);
            transcript.AddRows(ml.Data.TakeRows(scored, 10), "Score");
            var before = model.Transform(data).GetColumn<float>("Score");
            transcript.Add($"{name}: scores changed by saving", before.Zip(scored.GetColumn<float>("Score")).Count(pair => pair.First != pair.Second));
            var last = ((IEnumerable<ITransformer>)loaded).Last();
            if (last is ISingleFeaturePredictionTransformer<object> { Model: TreeEnsembleModelParametersBasedOnRegressionTree trees })
                transcript.Add(name, trees.TrainedTreeEnsemble);
        }
    }

    private static void Predict(MLContext ml, Transcript transcript)
    {
        var data = ml.Data.LoadFromEnumerable(TreePrograms.WholeNumbers(500));
        using var binary = ml.Model.CreatePredictionEngine<Example, Prediction>(ml.BinaryClassification.Trainers.FastTree("Positive", numberOfLeaves: 6, numberOfTrees: 10).Fit(data));
        using var regression = ml.Model.CreatePredictionEngine<Example, Score>(ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 6, numberOfTrees: 10).Fit(data));
        foreach (var row in TreePrograms.WholeNumbers(15, seed: 77))
        {
            var prediction = binary.Predict(row);
            transcript.Add("positive", prediction.PredictedLabel.ToString());
            transcript.Add("probability", prediction.Probability);
            transcript.Add("score", regression.Predict(row).Value);
        }
    }

    private static void FeatureWeights(MLContext ml, Transcript transcript)
    {
        var rows = TreePrograms.WholeNumbers(800);
        // One feature more, that says nothing.
        foreach (var row in rows)
            row.Features[2] = 1;
        var data = ml.Data.LoadFromEnumerable(rows);
        var weights = default(VBuffer<float>);
        var binary = ml.BinaryClassification.Trainers.FastTree("Positive", numberOfLeaves: 6, numberOfTrees: 10).Fit(data);
        binary.Model.SubModel.GetFeatureWeights(ref weights);
        transcript.Add("binary", weights.DenseValues());
        var regression = ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 6, numberOfTrees: 10).Fit(data);
        regression.Model.GetFeatureWeights(ref weights);
        transcript.Add("regression", weights.DenseValues());
        foreach (var feature in ml.Regression.PermutationFeatureImportance(regression, data, "Target", permutationCount: 2))
        {
            transcript.Add("R²", feature.RSquared.Mean);
            transcript.Add("R² deviation", feature.RSquared.StandardDeviation);
        }
    }

    private static void Missing(MLContext ml, Transcript transcript)
    {
        var rows = TreePrograms.WholeNumbers(600);
        for (var i = 0; i < rows.Length; i += 7)
            rows[i].Features[i % 4] = i % 2 == 0 ? float.NaN : float.PositiveInfinity;
        rows[1].Target = float.NaN;
        var data = ml.Data.LoadFromEnumerable(rows);
        var model = ml.Regression.Trainers.FastTree("Target", numberOfLeaves: 6, numberOfTrees: 5).Fit(data);
        transcript.Add("trees", model.Model.TrainedTreeEnsemble);
        transcript.AddRows(model.Transform(ml.Data.TakeRows(data, 50)), "Score");
    }

    private static void Sparse(MLContext ml, Transcript transcript)
    {
        using var file = new ScratchFile([.. TreePrograms.WholeNumbers(400).Select(row =>
            $"{(row.Positive ? 1 : 0)} 40 {string.Join(' ', row.Features.Select((x, i) => (x, i)).Where(pair => pair.x != 0).Select(pair => $"{pair.i * 9}:{pair.x}"))}")]);
        var data = ml.Data.LoadFromTextFile(
            file.Path, [new("Label", DataKind.Boolean, 0), new("Features", DataKind.Single, 1, 40)], separatorChar: ' ', allowSparse: true);
        var model = ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 6, numberOfTrees: 5).Fit(data);
        transcript.Add("trees", model.Model.SubModel.TrainedTreeEnsemble);
        transcript.AddRows(model.Transform(ml.Data.TakeRows(data, 20)), "Score");
    }

    private static void Log(MLContext ml, Transcript transcript)
    {
        var warnings = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind >= ChannelMessageKind.Warning)
                warnings.Add($"{e.Source}: {e.Kind}");
        };
        var rows = TreePrograms.WholeNumbers(100);
        rows[3].Features[0] = float.NaN;
        ml.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 3).Fit(ml.Data.LoadFromEnumerable(rows));
        transcript.Add("a missing feature", warnings);
        warnings.Clear();
        ml.Regression.Trainers.FastTree("Target", numberOfTrees: 3).Fit(ml.Data.LoadFromEnumerable(rows.Skip(10).Take(15)));
        transcript.Add("no split", warnings);
        warnings.Clear();
        ml.Regression.Trainers.FastTree("Target", numberOfTrees: 3).Fit(ml.Data.LoadFromEnumerable(rows.Skip(10)));
        transcript.Add("nothing", warnings.Count);
    }

    private static void Errors(MLContext ml, Transcript transcript)
    {
        var rows = TreePrograms.WholeNumbers(100);
        var data = ml.Data.LoadFromEnumerable(rows);
        var none = ml.Data.LoadFromEnumerable(rows.Take(0));
        var missing = ml.Data.LoadFromEnumerable(rows.Select(row => new Example { Features = [float.NaN, 0, 0, 0], Target = row.Target, Positive = row.Positive }));
        var one = ml.Data.LoadFromEnumerable(rows.Where(row => row.Positive));
        transcript.AddError("no label", () => ml.BinaryClassification.Trainers.FastTree("Nope").Fit(data));
        transcript.AddError("no features", () => ml.BinaryClassification.Trainers.FastTree("Positive", "Nope").Fit(data));
        transcript.AddError("label of numbers", () => ml.BinaryClassification.Trainers.FastTree("Target").Fit(data));
        transcript.AddError("label of text", () => ml.Regression.Trainers.FastTree("Kind").Fit(data));
        transcript.AddError("features of text", () => ml.Regression.Trainers.FastTree("Target", "Kind").Fit(data));
        transcript.AddError("weights of text", () => ml.Regression.Trainers.FastTree("Target", exampleWeightColumnName: "Kind").Fit(data));
        transcript.AddError("no rows", () => ml.Regression.Trainers.FastTree("Target").Fit(none));
        transcript.AddError("no rows of two classes", () => ml.BinaryClassification.Trainers.FastTree("Positive").Fit(none));
        transcript.AddError("no rows of a forest", () => ml.BinaryClassification.Trainers.FastForest("Positive").Fit(none));
        transcript.AddError("all features missing", () => ml.Regression.Trainers.FastTree("Target").Fit(missing));
        transcript.AddError("one class", () => ml.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 2).Fit(one));
        transcript.AddError("one class of unbalanced sets", () => ml.BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options { LabelColumnName = "Positive", UnbalancedSets = true, NumberOfTrees = 2 }).Fit(one));
        transcript.AddError("early stopping without validation", () => ml.Regression.Trainers.FastTree(
            new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", EarlyStoppingRule = new TolerantEarlyStoppingRule() }).Fit(data));
        transcript.AddError("pruning without validation", () => ml.Regression.Trainers.FastTree(
            new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", EnablePruning = true }).Fit(data));
        transcript.AddError("tolerant without pruning", () => Boosted(options => options.UseTolerantPruning = true));
        transcript.AddError("one leaf", () => Boosted(options => options.NumberOfLeaves = 1));
        transcript.AddError("no trees", () => Boosted(options => options.NumberOfTrees = 0));
        transcript.AddError("one bin", () => Boosted(options => options.MaximumBinCountPerFeature = 1));
        transcript.AddError("shrinkage of zero", () => Boosted(options => options.Shrinkage = 0));
        transcript.AddError("more features than all", () => Boosted(options => options.FeatureFraction = 2));
        transcript.AddError("negative bags", () => Boosted(options => options.BaggingSize = -1));
        transcript.AddError("bags that do not fit", () => Boosted(options => (options.BaggingSize, options.NumberOfTrees) = (3, 10)));
        transcript.AddError("no threads", () => Boosted(options => options.NumberOfThreads = 0));
        transcript.AddError("no split allowed", () => Boosted(options => (options.AllowEmptyTrees, options.MinimumExampleCountPerLeaf) = (false, 60)));
        transcript.AddError("index of Tweedie", () => ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options { LabelColumnName = "Target", Index = 3 }).Fit(data));

        void Boosted(Action<FastTreeRegressionTrainer.Options> change)
        {
            var options = new FastTreeRegressionTrainer.Options { LabelColumnName = "Target", NumberOfTrees = 5 };
            change(options);
            ml.Regression.Trainers.FastTree(options).Fit(data);
        }
    }

    private sealed class Prediction
    {
        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }
    }

    private sealed class Score
    {
        [ColumnName("Score")]
        public float Value { get; set; }
    }
}
