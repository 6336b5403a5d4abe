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
