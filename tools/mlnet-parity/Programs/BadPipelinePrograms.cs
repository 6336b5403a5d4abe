using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Columns, labels and schemas that do not fit: which exceptions they give, and where.</summary>
internal static class BadPipelinePrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("bad-columns", Columns),
        new("bad-schemas-at-transform", Schemas),
        new("bad-labels", Labels),
        new("bad-evaluations", Evaluations),
        new("bad-splits", Splits),
        new("bad-predictions", Predictions),
    ];

    private static void Columns(MLContext ml, Transcript transcript)
    {
        var data = Keyed(ml, Examples.Load(ml, 20));
        var conversion = ml.Transforms.Conversion;
        Fit("copy no such column", ml.Transforms.CopyColumns("B", "Nope"));
        Fit("select no such column", ml.Transforms.SelectColumns("Nope"));
        Fit("drop no such column", ml.Transforms.DropColumns("Nope"));
        Fit("concatenate no such column", ml.Transforms.Concatenate("B", "Nope"));
        Fit("concatenate numbers and text", ml.Transforms.Concatenate("B", "Id", "Kind"));
        Fit("concatenate numbers and flags", ml.Transforms.Concatenate("B", "Id", "Positive"));
        Fit("normalize no such column", ml.Transforms.NormalizeMinMax("Nope"));
        Fit("normalize text", ml.Transforms.NormalizeMinMax("Kind"));
        Fit("normalize a flag", ml.Transforms.NormalizeMeanVariance("Positive"));
        Fit("normalize a key", ml.Transforms.NormalizeMinMax("Label"));
        Fit("norm of a number", ml.Transforms.NormalizeLpNorm("Id"));
        Fit("norm of text", ml.Transforms.NormalizeLpNorm("Kind"));
        Fit("replace in text", ml.Transforms.ReplaceMissingValues("Kind"));
        Fit("replace in no such column", ml.Transforms.ReplaceMissingValues("Nope"));
        Fit("keys of no such column", conversion.MapValueToKey("B", "Nope"));
        Fit("value of no key", conversion.MapKeyToValue("B", "Id"));
        Fit("value of text", conversion.MapKeyToValue("B", "Kind"));
        Fit("vector of no key", conversion.MapKeyToVector("B", "Id"));
        Fit("bits of no key", conversion.MapKeyToBinaryVector("B", "Kind"));
        Fit("one-hot of no such column", ml.Transforms.Categorical.OneHotEncoding("B", "Nope"));
        Fit("convert no such column", conversion.ConvertType("B", "Nope"));
        Fit("convert a number to time", conversion.ConvertType("B", "Id", DataKind.DateTime));
        Fit("convert text to a whole number", conversion.ConvertType("B", "Kind", DataKind.Int32));
        Fit("map values of another type", conversion.MapValue("B", new Dictionary<string, float> { ["a"] = 1 }, "Id"));
        Fit("map no such column", conversion.MapValue("B", new Dictionary<string, float> { ["a"] = 1 }, "Nope"));
        Fit("custom mapping of no such column", ml.Transforms.CustomMapping<Unknown, Sum>((_, _) => { }, null));
        Fit("custom mapping of another type", ml.Transforms.CustomMapping<OtherType, Sum>((_, _) => { }, null));
        Fit("an empty chain", new EstimatorChain<ITransformer>());
        transcript.AddError("a cache after nothing", () => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(ml));
        Fit("the second of a chain", ml.Transforms.CopyColumns("B", "Id").Append(ml.Transforms.NormalizeMinMax("C", "Nope")));

        void Fit(string name, IEstimator<ITransformer> estimator) => transcript.AddError(name, () => estimator.Fit(data).Transform(data).Preview());
    }

    private static void Schemas(MLContext ml, Transcript transcript)
    {
        var data = Keyed(ml, Examples.Load(ml, 20));
        var none = ml.Transforms.DropColumns("Features", "Id", "Kind", "Group", "Label").Fit(data).Transform(data);
        var other = ml.Transforms.CopyColumns("Features", "Kind").Append(ml.Transforms.CopyColumns("Id", "Kind")).Append(ml.Transforms.CopyColumns("Group", "Id"))
            .Append(ml.Transforms.CopyColumns("Label", "Kind")).Fit(data).Transform(data);
        var wide = ml.Transforms.Concatenate("Features", "Features", "Id").Fit(data).Transform(data);
        var narrow = ml.Transforms.Concatenate("Features", "Id").Fit(data).Transform(data);
        var doubles = ml.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double).Fit(data).Transform(data);
        (string Name, IEstimator<ITransformer> Estimator)[] estimators =
        [
            ("copy", ml.Transforms.CopyColumns("B", "Id")),
            ("concatenation", ml.Transforms.Concatenate("B", "Features", "Id")),
            ("normalizer", ml.Transforms.NormalizeMinMax("Features")),
            ("norm", ml.Transforms.NormalizeLpNorm("Features")),
            ("replacement", ml.Transforms.ReplaceMissingValues("Features", replacementMode: Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean)),
            ("keys", ml.Transforms.Conversion.MapValueToKey("B", "Group")),
            ("values", ml.Transforms.Conversion.MapKeyToValue("B", "Label")),
            ("one-hot", ml.Transforms.Categorical.OneHotEncoding("B", "Group")),
            ("L-BFGS", ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive")),
            ("SDCA", ml.Regression.Trainers.Sdca("Target")),
            ("classes", ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            ("FastTree", ml.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 2)),
            ("one versus all", ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 2))),
        ];
        foreach (var (name, estimator) in estimators)
        {
            var model = estimator.Fit(data);
            transcript.AddError($"{name}: no column", () => model.Transform(none).Preview());
            transcript.AddError($"{name}: other types", () => model.Transform(other).Preview());
            transcript.AddError($"{name}: schema without the column", () => model.GetOutputSchema(none.Schema));
            if (name is "normalizer")
                continue; // See docs/mlnet.md: the embedded one finds other widths when a schema is made.
            transcript.AddError($"{name}: more features", () => model.Transform(wide).Preview());
            transcript.AddError($"{name}: fewer features", () => model.Transform(narrow).Preview());
            transcript.AddError($"{name}: features in double", () => model.Transform(doubles).Preview());
        }
    }

    private static void Labels(MLContext ml, Transcript transcript)
    {
        var rows = Examples.Create(40);
        var data = Keyed(ml, ml.Data.LoadFromEnumerable(rows));
        var missing = ml.Data.LoadFromEnumerable(rows.Select(row => new Example { Features = row.Features, Target = float.NaN }));
        var oneKind = Keyed(ml, ml.Data.LoadFromEnumerable(rows.Select(row => new Example { Features = row.Features, Kind = "ash", Positive = true, Target = 1 })));
        var noFeature = ml.Data.LoadFromEnumerable(rows.Select(row => new Example { Features = [float.NaN, 1, 1, 1], Target = row.Target, Positive = row.Positive, Weight = 1 }));
        var ragged = ml.Data.LoadFromEnumerable(rows.Select(row => new Ragged { Features = row.Features, Label = row.Positive, Target = row.Target }));
        var scalar = ml.Transforms.CopyColumns("Features", "Id").Fit(data).Transform(data);
        var doubles = ml.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double).Fit(data).Transform(data);
        var binary = ml.BinaryClassification.Trainers;
        var classes = ml.MulticlassClassification.Trainers;
        var regression = ml.Regression.Trainers;
        transcript.AddError("regression: all labels missing", () => regression.Sdca("Target").Fit(missing));
        transcript.AddError("trees: all labels missing", () => regression.FastTree("Target", numberOfTrees: 2).Fit(missing));
        transcript.AddError("regression on a key", () => regression.Sdca().Fit(data));
        transcript.AddError("regression on text", () => regression.Sdca("Kind").Fit(data));
        transcript.AddError("regression on a vector", () => regression.Sdca("Features").Fit(data));
        transcript.AddError("regression on no column", () => regression.Sdca("Nope").Fit(data));
        transcript.AddError("two classes of numbers", () => binary.SdcaLogisticRegression("Target").Fit(data));
        transcript.AddError("two classes of keys", () => binary.LbfgsLogisticRegression().Fit(data));
        transcript.AddError("classes of flags", () => classes.SdcaMaximumEntropy("Positive").Fit(data));
        transcript.AddError("classes of text", () => classes.SdcaMaximumEntropy("Kind").Fit(data));
        transcript.AddError("classes of numbers", () => classes.LbfgsMaximumEntropy("Target").Fit(data));
        transcript.AddError("one versus all of text", () => classes.OneVersusAll(binary.LbfgsLogisticRegression(), "Kind").Fit(data));
        transcript.AddError("one versus all of flags", () => classes.OneVersusAll(binary.FastTree(), "Positive").Fit(data));
        transcript.AddError("one class of two, L-BFGS", () => binary.LbfgsLogisticRegression("Positive").Fit(oneKind));
        transcript.AddError("one class of two, SDCA", () => binary.SdcaLogisticRegression("Positive", maximumNumberOfIterations: 2).Fit(oneKind));
        transcript.AddError("one class of many, L-BFGS", () => classes.LbfgsMaximumEntropy().Fit(oneKind));
        transcript.AddError("one class of many, SDCA", () => classes.SdcaMaximumEntropy(maximumNumberOfIterations: 2).Fit(oneKind));
        transcript.AddError("one class of many, one versus all", () => classes.OneVersusAll(binary.LbfgsLogisticRegression()).Fit(oneKind));
        transcript.AddError("all features missing, L-BFGS", () => binary.LbfgsLogisticRegression("Positive").Fit(noFeature));
        transcript.AddError("all features missing, SDCA", () => regression.Sdca("Target").Fit(noFeature));
        transcript.AddError("all features missing, trees", () => regression.FastForest("Target").Fit(noFeature));
        transcript.AddError("features of any size, L-BFGS", () => binary.LbfgsLogisticRegression().Fit(ragged));
        transcript.AddError("features of any size, SDCA", () => regression.Sdca("Target").Fit(ragged));
        transcript.AddError("features of any size, trees", () => regression.FastTree("Target").Fit(ragged));
        transcript.AddError("one number for features", () => regression.Sdca("Target").Fit(scalar));
        transcript.AddError("features in double", () => regression.Sdca("Target").Fit(doubles));
        transcript.AddError("features of keys", () => regression.FastTree("Target", "Label").Fit(data));
        transcript.AddError("weights that are not there", () => regression.Sdca("Target", exampleWeightColumnName: "Nope").Fit(data));
        transcript.AddError("weights of text", () => binary.LbfgsLogisticRegression("Positive", exampleWeightColumnName: "Kind").Fit(data));
        transcript.AddError("weights of vectors", () => binary.FastTree("Positive", exampleWeightColumnName: "Features").Fit(data));
        transcript.AddError("fewer threads than one", () => binary.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options { LabelColumnName = "Positive", NumberOfThreads = -1 }).Fit(data));
        transcript.AddError("a negative penalty of SDCA", () => regression.Sdca("Target", l2Regularization: -1).Fit(data));
        transcript.AddError("a tolerance of zero of SDCA", () => regression.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = "Target", ConvergenceTolerance = 0 }).Fit(data));
        transcript.AddError("no classifier for one versus all", () => classes.OneVersusAll(binary.LbfgsLogisticRegression("Nope")).Fit(data));
        transcript.AddError("classifier features that are not there", () => classes.OneVersusAll(binary.LbfgsLogisticRegression(featureColumnName: "Nope")).Fit(data));
    }

    private static void Evaluations(MLContext ml, Transcript transcript)
    {
        var data = Keyed(ml, Examples.Load(ml, 30));
        var scored = ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive").Fit(data).Transform(data);
        var raw = ml.BinaryClassification.Trainers.SdcaNonCalibrated("Positive", maximumNumberOfIterations: 2).Fit(data).Transform(data);
        var classes = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data).Transform(data);
        var numbers = ml.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 2).Fit(data).Transform(data);
        var noLabels = ml.Transforms.CustomMapping<Example, MissingTarget>((_, row) => row.Target = float.NaN, null).Fit(numbers).Transform(numbers);
        transcript.AddError("not scored", () => ml.BinaryClassification.Evaluate(data, "Positive"));
        transcript.AddError("classes not scored", () => ml.MulticlassClassification.Evaluate(data));
        transcript.AddError("numbers not scored", () => ml.Regression.Evaluate(data, "Target"));
        transcript.AddError("no probability", () => ml.BinaryClassification.Evaluate(raw, "Positive"));
        transcript.AddError("label of numbers", () => ml.BinaryClassification.Evaluate(scored, "Target"));
        transcript.AddError("label of text", () => ml.BinaryClassification.Evaluate(scored, "Kind"));
        transcript.AddError("score of vectors", () => ml.BinaryClassification.Evaluate(classes, "Positive"));
        transcript.AddError("classes: label of text", () => ml.MulticlassClassification.Evaluate(classes, "Kind"));
        transcript.AddError("classes: label of flags", () => ml.MulticlassClassification.Evaluate(classes, "Positive"));
        transcript.AddError("classes: one score", () => ml.MulticlassClassification.Evaluate(scored));
        transcript.AddError("classes: fewer than none of the best", () => ml.MulticlassClassification.Evaluate(classes, topKPredictionCount: -1));
        transcript.AddError("numbers: label of text", () => ml.Regression.Evaluate(numbers, "Kind"));
        transcript.AddError("numbers: score of vectors", () => ml.Regression.Evaluate(classes, "Target"));
        transcript.AddError("numbers: all labels missing", () => ml.Regression.Evaluate(noLabels, "Target"));
        transcript.AddError("no rows of classes", () => ml.MulticlassClassification.Evaluate(ml.Data.FilterRowsByColumn(classes, "Id", 1000)));
        transcript.AddError("one class alone", () => ml.BinaryClassification.Evaluate(ml.Data.FilterByCustomPredicate<Example>(scored, row => row.Positive), "Positive"));
    }

    private static void Splits(MLContext ml, Transcript transcript)
    {
        var data = Keyed(ml, Examples.Load(ml, 6));
        var sdca = ml.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 2);
        transcript.AddError("folds by no column", () => ml.Data.CrossValidationSplit(data, samplingKeyColumnName: "Nope"));
        transcript.AddError("split by a vector", () => ml.Data.TrainTestSplit(data, samplingKeyColumnName: "Features").TestSet.Preview());
        transcript.AddError("split by a flag", () => ml.Data.TrainTestSplit(data, samplingKeyColumnName: "Positive").TestSet.Preview());
        transcript.AddError("cross validation by no column", () => ml.Regression.CrossValidate(data, sdca, 2, "Target", "Nope"));
        transcript.AddError("cross validation of no label", () => ml.Regression.CrossValidate(data, sdca, 2, "Nope"));
        transcript.AddError("cross validation of another label", () => ml.Regression.CrossValidate(data, sdca, 2, "Kind"));
        transcript.AddError("more folds than rows", () => ml.Regression.CrossValidate(data, sdca, 40, "Target"));
        transcript.AddError("cross validation without a scorer", () => ml.Regression.CrossValidate(data, ml.Transforms.CopyColumns("B", "Id"), 2, "Target"));
        transcript.AddError("importance of no label", () => ml.Regression.PermutationFeatureImportance(sdca.Fit(data), data, "Nope"));
        transcript.AddError("importance without features", () => ml.Regression.PermutationFeatureImportance(
            sdca.Fit(data), ml.Transforms.DropColumns("Features").Fit(data).Transform(data), "Target"));
        transcript.AddError("filter no such column", () => ml.Data.FilterRowsByColumn(data, "Nope", 0));
        transcript.AddError("filter missing in no such column", () => ml.Data.FilterRowsByMissingValues(data, "Nope"));
        transcript.AddError("a predicate of no such column", () => ml.Data.FilterByCustomPredicate<Unknown>(data, _ => true).Preview());
    }

    private static void Predictions(MLContext ml, Transcript transcript)
    {
        var data = Keyed(ml, Examples.Load(ml, 30));
        var model = ml.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 2).Fit(data);
        var chain = ml.Transforms.NormalizeMinMax("Features").Append(ml.Transforms.Concatenate("Features", "Features", "Id")).Append(ml.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 2)).Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<Example, Score>(model);
        using var chained = ml.Model.CreatePredictionEngine<Example, Score>(chain);
        transcript.AddError("fewer features", () => engine.Predict(new Example { Features = [1] }));
        transcript.AddError("more features", () => engine.Predict(new Example { Features = [1, 2, 3, 4, 5] }));
        using var trees = ml.Model.CreatePredictionEngine<Example, Score>(ml.Regression.Trainers.FastTree("Target", numberOfTrees: 2).Fit(data));
        using var classes = ml.Model.CreatePredictionEngine<Example, Classes>(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data));
        transcript.AddError("no features for trees", () => trees.Predict(new Example { Features = null! }));
        transcript.AddError("no features for classes", () => classes.Predict(new Example { Features = null! }));
        transcript.AddError("no features", () => engine.Predict(new Example { Features = null! }));
        transcript.AddError("fewer features in a chain", () => chained.Predict(new Example { Features = [1] }));
        transcript.AddError("a class without the features", () => ml.Model.CreatePredictionEngine<Score, Score>(model));
        transcript.AddError("features of any size", () => ml.Model.CreatePredictionEngine<Ragged, Score>(model).Predict(new Ragged { Features = [1, 2, 3, 4] }));
        transcript.AddError("features of another type", () => ml.Model.CreatePredictionEngine<TextFeatures, Score>(model));
        transcript.AddError("a result of another type", () => ml.Model.CreatePredictionEngine<Example, TextScore>(model));
        transcript.AddError("a result that is not there", () => ml.Model.CreatePredictionEngine<Example, Unknown>(model, ignoreMissingColumns: false));
        transcript.AddError("a schema that does not fit", () => ml.Model.CreatePredictionEngine<Score, Score>(model, data.Schema));
        transcript.AddError("a model that drops rows", () => ml.Model.CreatePredictionEngine<Example, Score>(
            ml.Transforms.DropColumns("Score").Fit(model.Transform(data)).Append(ml.Transforms.CopyColumns("B", "Score").Fit(model.Transform(data)))));
        engine.Dispose();
        transcript.AddError("after its end", () => engine.Predict(Examples.Create(1)[0]));
    }

    private static IDataView Keyed(MLContext ml, IDataView data) => ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(data).Transform(data);

    private sealed class Unknown
    {
        public float Nope { get; set; }
    }

    private sealed class OtherType
    {
        public string Id { get; set; } = "";
    }

    private sealed class Sum
    {
        public float Total { get; set; }
    }

    private sealed class MissingTarget
    {
        public float Target { get; set; }
    }

    private sealed class Ragged
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Target { get; set; }
    }

    private sealed class Score
    {
        [ColumnName("Score")]
        public float Value { get; set; }
    }

    private sealed class Classes
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class TextScore
    {
        public string Score { get; set; } = "";
    }

    private sealed class TextFeatures
    {
        public string Features { get; set; } = "";
    }
}
