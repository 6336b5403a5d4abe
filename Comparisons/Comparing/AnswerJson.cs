using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Judging;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>The answer of a comparison as one line of JSON, for other programs.</summary>
internal static class AnswerJson
{
    /// <summary>How JSON of this program is written: one line, letters as they are, figures that are not finite as null.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line.</summary>
    /// <param name="best">What was found; null where the trials do not say.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="first">What to look at first.</param>
    /// <param name="answer">The answer in sentences.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="model">The saved pipeline; null where none was saved.</param>
    /// <param name="isInterrupted">Whether the comparison was stopped before its end.</param>
    public static string Of(
        BestLearner? best, string label, IEnumerable<LookFirst> first, IEnumerable<string> answer, string folder, string? model,
        bool isInterrupted) => new JsonObject
        {
            ["label"] = label,
            ["measure"] = best?.Measure,
            ["lowerIsBetter"] = best?.LowerIsBetter,
            ["margin"] = Finite(best?.Margin),
            ["anythingLearned"] = best?.IsAnythingLearned,
            ["chosen"] = best is null ? null : Of(best.Chosen),
            ["rivals"] = new JsonArray([.. (best?.Rivals ?? []).Select(Of)]),
            ["baseline"] = best?.Baseline is { } baseline ? Of(baseline) : null,
            ["lookFirst"] = new JsonArray([.. first.Select(one => (JsonNode)new JsonObject
            {
                ["kind"] = one.Kind,
                ["column"] = one.Column,
                ["text"] = one.Text,
            })]),
            ["answer"] = new JsonArray([.. answer.Select(line => JsonValue.Create(line))]),
            ["folder"] = folder,
            ["model"] = model,
            ["interrupted"] = isInterrupted,
        }.ToJsonString(Options);

    /// <summary>A figure, or null where it is not finite: JSON has no other.</summary>
    public static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;

    private static JsonObject Of(LearnerFigures own) => new()
    {
        ["learner"] = own.Learner,
        ["figure"] = Finite(own.Figure),
        ["fitSeconds"] = Finite(own.FitSeconds),
        ["predictMicroseconds"] = Finite(own.PredictMicroseconds),
        ["modelBytes"] = Finite(own.ModelBytes),
        ["tried"] = own.Tried,
        ["chosenSettings"] = new JsonObject(own.Chosen.Select(pair => KeyValuePair.Create(pair.Settings, (JsonNode?)pair.Trials))),
    };

    /// <summary>A rival: its difference is its figure less that of the chosen learner.</summary>
    private static JsonNode Of(Rival rival)
    {
        var json = Of(rival.Figures);
        json["standing"] = rival.Standing.ToString();
        json["difference"] = Finite(-rival.Comparison.Difference);
        json["low"] = Finite(-rival.Comparison.Interval?.High);
        json["high"] = Finite(-rival.Comparison.Interval?.Low);
        json["p"] = Finite(rival.Comparison.PValue);
        json["needed"] = rival.Needed;
        return json;
    }
}
