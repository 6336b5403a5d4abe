using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>The evaluators, on scores that are given, so that they alone are compared.</summary>
internal static class EvaluationPrograms
{
    public static IEnumerable<ParityProgram> All =>
    [
        new("evaluate-binary", Binary),
        new("evaluate-binary-ties", BinaryTies),
        new("evaluate-multiclass", Multiclass),
        new("evaluate-regression", Regression),
        new("evaluation-errors", Errors),
    ];

    private static void Binary(MLContext ml, Transcript transcript)
    {
        var data = ml.Data.LoadFromEnumerable(BinaryScores(ties: false));
        transcript.Add("calibrated", ml.BinaryClassification.Evaluate(data));
        transcript.Add("not calibrated", ml.BinaryClassification.EvaluateNonCalibrated(data));
    }

    private static void BinaryTies(MLContext ml, Transcript transcript)
    {
        var scores = BinaryScores(ties: true);
        transcript.Add("ties", ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores)));
        transcript.Add("few", ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores.Take(7))));
        foreach (var row in scores)
            row.Score = 0;
        transcript.Add("one score", ml.BinaryClassification.EvaluateNonCalibrated(ml.Data.LoadFromEnumerable(scores)));
    }

    private static void Multiclass(MLContext ml, Transcript transcript)
    {
        var rows = Examples.Create(80).Select(row =>
        {
            var exponents = row.Features.Take(3).Select(MathF.Exp).ToArray();
            return new ClassScore { Label = row.Kind, Score = [.. exponents.Select(x => x / exponents.Sum())], Weight = row.Weight };
        }).ToArray();
        var data = ml.Data.LoadFromEnumerable(rows);
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        var predicted = ml.Transforms.CustomMapping<ClassScore, Predicted>(
                (row, output) => output.PredictedLabel = Examples.Kinds[Array.IndexOf(row.Score, row.Score.Max())], null)
            .Append(ml.Transforms.Conversion.MapValueToKey("PredictedLabel")).Append(ml.Transforms.Conversion.MapValueToKey("Label")).Fit(data).Transform(data);
        transcript.Add("metrics", ml.MulticlassClassification.Evaluate(predicted, topKPredictionCount: 2));
        transcript.Add("rows", keyed.GetColumn<uint>("Label").Count());
    }

    private static void Regression(MLContext ml, Transcript transcript)
    {
        var rows = Examples.Create(80).Select(row => new NumberScore { Label = row.Target, Score = (2 * row.Features[0]) - row.Features[1] + 3 });
        transcript.Add("metrics", ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(rows)));
        transcript.Add("constant", ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new NumberScore { Label = 2, Score = i }))));
    }

    private static void Errors(MLContext ml, Transcript transcript)
    {
        var scores = BinaryScores(ties: false);
        transcript.AddError("one class alone", () => ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores.Where(row => row.Label))));
        transcript.AddError("other class alone", () => ml.BinaryClassification.EvaluateNonCalibrated(ml.Data.LoadFromEnumerable(scores.Where(row => !row.Label))));
        transcript.AddError("no rows", () => ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores.Take(0))));
        transcript.AddError("no such column", () => ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores), "Nope"));
        transcript.AddError("label of another type", () => ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(scores), "Score"));
        transcript.AddError("regression without rows", () => ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Array.Empty<NumberScore>())));
        transcript.AddError("multiclass of numbers", () => ml.MulticlassClassification.Evaluate(ml.Data.LoadFromEnumerable(scores)));
    }

    private static BinaryScore[] BinaryScores(bool ties) =>
    [
        .. Examples.Create(100).Select(row =>
        {
            var score = row.Features[0] - (0.5f * row.Features[1]);
            score = ties ? MathF.Round(score) : score;
            return new BinaryScore { Label = row.Positive, Score = score, Probability = 1 / (1 + MathF.Exp(-score)), PredictedLabel = score > 0 };
        }),
    ];

    private sealed class BinaryScore
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ClassScore
    {
        public string Label { get; set; } = "";

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public float Weight { get; set; }
    }

    private sealed class Predicted
    {
        public string PredictedLabel { get; set; } = "";
    }

    private sealed class NumberScore
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
