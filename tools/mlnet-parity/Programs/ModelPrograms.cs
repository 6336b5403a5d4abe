using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Cross validation, importance of features, saved models, single predictions and the log.</summary>
internal static class ModelPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("cross-validate-binary", CrossValidateBinary),
        new("cross-validate-multiclass", CrossValidateMulticlass) { Tolerance = 1e-4, Reason = TrainerPrograms.Steps },
        new("cross-validate-regression", CrossValidateRegression) { Tolerance = 5e-3, Reason = "R² is 1 less a small quotient, and the trainer inside stops by a duality gap that rounding moves" },
        new("permutation-feature-importance", Importance) { Tolerance = 1e-4, Reason = TrainerPrograms.Steps },
        new("save-and-load", SaveAndLoad) { Tolerance = 2e-3, Reason = TrainerPrograms.Steps },
        new("predict", Predict),
        new("change-threshold", Threshold),
        new("log", Log),
    ];

    private static void CrossValidateBinary(MLContext ml, Transcript transcript)
    {
        foreach (var fold in ml.BinaryClassification.CrossValidate(Examples.Load(ml, 300), Logistic(ml), numberOfFolds: 3, labelColumnName: "Positive"))
        {
            transcript.Add($"fold {fold.Fold}", fold.Metrics);
            transcript.Add("rows", fold.ScoredHoldOutSet.GetColumn<float>("Id").Take(5));
        }
    }

    private static void CrossValidateMulticlass(MLContext ml, Transcript transcript)
    {
        var estimator = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }));
        foreach (var fold in ml.MulticlassClassification.CrossValidate(Examples.Load(ml, 300), estimator, numberOfFolds: 4, samplingKeyColumnName: "Group"))
            transcript.Add($"fold {fold.Fold}", fold.Metrics);
    }

    private static void CrossValidateRegression(MLContext ml, Transcript transcript)
    {
        var trainer = ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            L2Regularization = 1e-3f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = 1,
        });
        foreach (var fold in ml.Regression.CrossValidate(Examples.Load(ml, 300), trainer, numberOfFolds: 3, labelColumnName: "Target", seed: 11))
            transcript.Add($"fold {fold.Fold}", fold.Metrics);
    }

    private static void Importance(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 400);
        var model = Logistic(ml).Fit(data);
        foreach (var feature in ml.BinaryClassification.PermutationFeatureImportance(model, data, "Positive", permutationCount: 3))
        {
            transcript.Add("AUC", feature.AreaUnderRocCurve.Mean);
            transcript.Add("AUC deviation", feature.AreaUnderRocCurve.StandardDeviation);
            transcript.Add("accuracy", feature.Accuracy.Mean);
            transcript.Add("permutations", feature.Accuracy.Count);
        }
    }

    private static void SaveAndLoad(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 300);
        var model = ml.Transforms.NormalizeMinMax("Features")
            .Append(ml.Transforms.Categorical.OneHotEncoding("Code", "Group"))
            .Append(ml.Transforms.Concatenate("Features", "Features", "Code"))
            .Append(Logistic(ml)).Fit(data);
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext(seed: 2).Model.Load(stream, out var schema);
        transcript.AddSchema(schema);
        var scored = loaded.Transform(data);
        transcript.AddSchema(scored.Schema);
        transcript.AddRows(ml.Data.TakeRows(scored, 10), "Score", "Probability");
        var before = model.Transform(data).GetColumn<float>("Score").ToArray();
        var after = scored.GetColumn<float>("Score").ToArray();
        transcript.Add("largest change by saving", before.Zip(after, (x, y) => Math.Abs(x - y)).Max());
    }

    private static void Predict(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 300);
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<Example, Kind>(model);
        foreach (var row in Examples.Create(15, seed: 77))
        {
            var prediction = engine.Predict(row);
            transcript.Add("kind", prediction.PredictedLabel);
            transcript.Add("score", prediction.Score);
        }
        transcript.AddError("missing column", () => ml.Model.CreatePredictionEngine<Kind, Kind>(model));
        transcript.AddError("missing member", () => ml.Model.CreatePredictionEngine<Example, Unknown>(model, ignoreMissingColumns: false));
        transcript.AddError("no object", () => engine.Predict(null!));
    }

    private static void Threshold(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 300);
        var model = Logistic(ml).Fit(data);
        var bold = ml.BinaryClassification.ChangeModelThreshold(model, -0.5f);
        transcript.Add("before", ml.BinaryClassification.Evaluate(model.Transform(data), "Positive"));
        transcript.Add("after", ml.BinaryClassification.Evaluate(bold.Transform(data), "Positive"));
    }

    private static void Log(MLContext ml, Transcript transcript)
    {
        var messages = new List<string>();
        var least = ChannelMessageKind.Warning;
        ml.Log += (_, e) =>
        {
            if (e.Kind >= least)
                messages.Add($"{e.Source}: {e.Kind}");
        };
        var rows = Examples.Create(50);
        rows[3].Features[0] = float.NaN;
        var data = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows));
        Add("L-BFGS", () => Logistic(ml).Fit(data));
        Add("L-BFGS of classes", () => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }).Fit(data));
        Add("SDCA", () => ml.Regression.Trainers.Sdca("Target", maximumNumberOfIterations: 2).Fit(data));
        Add("nothing missing", () => Logistic(ml).Fit(ml.Data.FilterRowsByMissingValues(data, "Features")));
        using var file = new ScratchFile("1,2", "x,3", "4");
        least = ChannelMessageKind.Info;
        Add("text with a bad value", () => _ = ml.Data.LoadFromTextFile(
            file.Path, [new("A", DataKind.Single, 0), new("B", DataKind.Single, 1)], separatorChar: ',').GetColumn<float>("A").Count());

        void Add(string name, Action action)
        {
            messages.Clear();
            action();
            transcript.Add(name, messages);
            transcript.Add($"{name}: messages", messages.Count);
        }
    }

    private static LbfgsLogisticRegressionBinaryTrainer Logistic(MLContext ml) =>
        ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            NumberOfThreads = 1,
        });

    private sealed class Kind
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class Unknown
    {
        public float Nope { get; set; }
    }
}
