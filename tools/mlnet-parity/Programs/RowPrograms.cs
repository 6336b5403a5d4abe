using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>Which rows a view has: splits, orders, filters. The seeds must give genuine ML.NET's rows.</summary>
internal static class RowPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("train-test-split", Split),
        new("cross-validation-split", Folds),
        new("shuffle-and-bootstrap", Shuffle),
        new("shuffle-after-others", ShuffleAfter),
        new("filters", Filter),
        new("filters-of-ones-own", FilterByFunction),
    ];

    private static void Split(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 60);
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.3);
        transcript.AddRows(split.TrainSet, "Id");
        transcript.AddRows(split.TestSet, "Id");
        transcript.AddRows(ml.Data.TrainTestSplit(data, 0.2, seed: 7).TestSet, "Id");
        var byGroup = ml.Data.TrainTestSplit(data, 0.4, samplingKeyColumnName: "Group");
        transcript.Add("groups", byGroup.TestSet.GetColumn<string>("Group").Distinct());
        transcript.AddRows(ml.Data.TrainTestSplit(data, 0.4, samplingKeyColumnName: "Target").TestSet, "Id");
    }

    private static void Folds(MLContext ml, Transcript transcript)
    {
        foreach (var fold in ml.Data.CrossValidationSplit(Examples.Load(ml, 40), numberOfFolds: 3))
            transcript.AddRows(fold.TestSet, "Id");
        foreach (var fold in ml.Data.CrossValidationSplit(Examples.Load(ml, 40), numberOfFolds: 4, samplingKeyColumnName: "Kind", seed: 3))
            transcript.AddRows(fold.TestSet, "Id");
    }

    private static void Shuffle(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 50);
        transcript.AddRows(ml.Data.ShuffleRows(data), "Id");
        transcript.AddRows(ml.Data.ShuffleRows(data, seed: 5, shufflePoolSize: 8), "Id");
        transcript.AddRows(ml.Data.BootstrapSample(data), "Id");
        transcript.AddRows(ml.Data.BootstrapSample(data, seed: 9), "Id");
        transcript.AddRows(ml.Data.BootstrapSample(data, seed: 9, complement: true), "Id");
    }

    /// <summary>What components take of the context's random numbers: the order of rows that are shuffled after them shows it.</summary>
    private static void ShuffleAfter(MLContext ml, Transcript transcript)
    {
        var data = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(Examples.Load(ml, 30)).Transform(Examples.Load(ml, 30));
        var one = ml.Data.TakeRows(data, 1);
        var map = new Dictionary<string, float> { ["ash"] = 1 };
        (string Name, Func<MLContext, IEstimator<ITransformer>> Create)[] components =
        [
            ("LbfgsLogisticRegression", context => context.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive")),
            ("LbfgsMaximumEntropy", context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            ("Sdca", context => context.Regression.Trainers.Sdca("Target")),
            ("FastTree", context => context.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 2)),
            ("FastForest", context => context.Regression.Trainers.FastForest("Target", numberOfTrees: 2)),
            ("OneVersusAll", context => context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastTree(numberOfTrees: 2))),
            ("NormalizeMinMax", context => context.Transforms.NormalizeMinMax("Features")),
            ("NormalizeMeanVariance", context => context.Transforms.NormalizeMeanVariance("Features")),
            ("NormalizeLpNorm", context => context.Transforms.NormalizeLpNorm("Features")),
            ("NormalizeGlobalContrast", context => context.Transforms.NormalizeGlobalContrast("Features")),
            ("OneHotEncoding", context => context.Transforms.Categorical.OneHotEncoding("Code", "Group")),
            ("MapValueToKey", context => context.Transforms.Conversion.MapValueToKey("Code", "Group")),
            ("MapKeyToValue", context => context.Transforms.Conversion.MapKeyToValue("Code", "Label")),
            ("MapKeyToVector", context => context.Transforms.Conversion.MapKeyToVector("Code", "Label")),
            ("MapKeyToBinaryVector", context => context.Transforms.Conversion.MapKeyToBinaryVector("Code", "Label")),
            ("MapValue", context => context.Transforms.Conversion.MapValue("Code", map, "Kind")),
            ("MapValue of a view", context => context.Transforms.Conversion.MapValue("Code", one, one.Schema["Kind"], one.Schema["Id"], "Kind")),
            ("ConvertType", context => context.Transforms.Conversion.ConvertType("Code", "Id", DataKind.Double)),
            ("Concatenate", context => context.Transforms.Concatenate("Code", "Features", "Id")),
            ("CopyColumns", context => context.Transforms.CopyColumns("Code", "Id")),
            ("DropColumns", context => context.Transforms.DropColumns("Weight")),
            ("ReplaceMissingValues", context => context.Transforms.ReplaceMissingValues("Features")),
            ("IndicateMissingValues", context => context.Transforms.IndicateMissingValues("Code", "Features")),
            ("CustomMapping", context => context.Transforms.CustomMapping<Example, Example>((row, output) => output.Id = row.Id, null)),
            ("AppendCacheCheckpoint", context => context.Transforms.CopyColumns("Code", "Id").AppendCacheCheckpoint(context)),
        ];
        foreach (var (name, create) in components)
            transcript.Add(name, Shuffled(context => create(context).Fit(data).Transform(data)));
        var model = ml.Transforms.Conversion.MapValue("Code", map, "Kind").Append(ml.Transforms.Categorical.OneHotEncoding("Bits", "Group"))
            .Append(ml.Regression.Trainers.FastTree("Target", numberOfTrees: 2)).Fit(data);
        using var saved = new MemoryStream();
        transcript.Add("Save", Shuffled(context => context.Model.Save(model, data.Schema, saved)));
        transcript.Add("Load", Shuffled(context =>
        {
            saved.Position = 0;
            context.Model.Load(saved, out _);
        }));
        transcript.Add("CreatePredictionEngine", Shuffled(context => context.Model.CreatePredictionEngine<Example, Example>(model)));
        transcript.Add("Evaluate", Shuffled(context => context.Regression.Evaluate(model.Transform(data), "Target")));
        transcript.Add("TrainTestSplit by keys", Shuffled(context => context.Data.TrainTestSplit(data, samplingKeyColumnName: "Label")));
        transcript.Add("FilterByCustomPredicate", Shuffled(context => context.Data.FilterByCustomPredicate<Example>(data, _ => false)));
        transcript.Add("CrossValidate", Shuffled(context => context.Regression.CrossValidate(data, context.Regression.Trainers.Sdca("Target"), 3, "Target")));
        transcript.Add("PermutationFeatureImportance", Shuffled(context => context.Regression.PermutationFeatureImportance(model.LastTransformer, model.Transform(data), "Target")));

        string Shuffled(Action<MLContext> before)
        {
            var context = new MLContext(seed: 3);
            before(context);
            return string.Join(' ', context.Data.ShuffleRows(data).GetColumn<float>("Id"));
        }
    }

    private static void Filter(MLContext ml, Transcript transcript)
    {
        var rows = Examples.Create(30);
        rows[4].Target = float.NaN;
        rows[9].Features[2] = float.NaN;
        rows[11].Target = float.PositiveInfinity;
        var data = ml.Data.LoadFromEnumerable(rows);
        transcript.AddRows(ml.Data.FilterRowsByMissingValues(data, "Target", "Features"), "Id");
        transcript.AddRows(ml.Data.FilterRowsByColumn(data, "Target", 2, 5), "Id");
        transcript.AddRows(ml.Data.FilterRowsByColumn(data, "Target", upperBound: 0), "Id");
        var keyed = ml.Transforms.Conversion.MapValueToKey("Key", "Group").Fit(data).Transform(data);
        transcript.AddRows(ml.Data.FilterRowsByKeyColumnFraction(keyed, "Key", 0.25, 0.75), "Id", "Key");
    }

    private static void FilterByFunction(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 30);
        transcript.AddRows(ml.Data.FilterByCustomPredicate<Example>(data, row => row.Target > 3), "Id");
        transcript.AddRows(
            ml.Data.FilterByStatefulCustomPredicate<Example, Seen>(data, (row, seen) => !seen.Groups.Add(row.Group), seen => seen.Groups.Clear()), "Id", "Group");
    }

    private sealed class Seen
    {
        public HashSet<string> Groups { get; } = [];
    }
}
