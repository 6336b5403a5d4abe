using MlPipelines.Conformance.Model;
using MlPipelines.Conformance.Outputs;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>Weights of rows mean how much each counts.</summary>
internal static class WeightChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("unit-weights", "Rows that all have the weight 1 give the model of rows without weights.", CheckNeeds.Repeat, UnitWeights),
        new("zero-weights", "Rows of the weight 0 are as if they were not there.", CheckNeeds.Repeat, ZeroWeights),
        new("nan-weight", "A weight that is NaN is refused with a clear error.", CheckNeeds.Fit, trainer => Bad(trainer, float.NaN)),
        new("negative-weight", "A weight below 0 is refused with a clear error.", CheckNeeds.Fit, trainer => Bad(trainer, -1)),
        new(
            "infinite-weight", "An infinite weight is refused with a clear error.", CheckNeeds.Fit,
            trainer => Bad(trainer, float.PositiveInfinity)),
        new("all-weights-zero", "Rows that all have the weight 0 are refused with a clear error.", CheckNeeds.Fit, AllZero),
    ];

    /// <summary>[rows]: 1, 2 and 0.5 in turn.</summary>
    public static float[] SomeWeights(int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => (row % 3) switch { 0 => 1f, 1 => 2, _ => 0.5f })];

    private static CheckResult UnitWeights(TrainerUnderTest trainer)
    {
        if (WhyNot(trainer) is { } reason)
            return reason;
        var rows = trainer.Rows with { Weights = [.. Enumerable.Repeat(1f, trainer.Rows.Count)] };
        return RepetitionChecks.Compare(
            Differences.Between(trainer.GoodPredictions, trainer.FitAndPredict(rows)), trainer.Options.RoundingTolerance);
    }

    private static CheckResult ZeroWeights(TrainerUnderTest trainer)
    {
        if (WhyNot(trainer) is { } reason)
            return reason;
        var rows = trainer.Rows;
        // Each second row is a copy of the one before with a wrong label and the weight 0.
        int[] twice = [.. Enumerable.Range(0, 2 * rows.Count).Select(place => place / 2)];
        var with = rows.At(twice);
        var weights = SomeWeights(rows.Count);
        with = with with
        {
            Labels = [.. with.Labels.Select((label, i) => i % 2 == 0 ? label : Wrong(trainer.Task, label, rows.Classes))],
            Weights = [.. twice.Select((place, i) => i % 2 == 0 ? weights[place] : 0)],
        };
        return RepetitionChecks.Compare(
            Differences.Between(trainer.FitAndPredict(rows with { Weights = weights }), trainer.FitAndPredict(with)),
            trainer.Options.Tolerance);
    }

    private static double Wrong(ConformanceTask task, double label, int classes) =>
        task == ConformanceTask.Regression ? 5 * label : (label + 1) % classes;

    private static CheckResult Bad(TrainerUnderTest trainer, float weight)
    {
        if (WhyNot(trainer) is { } reason)
            return reason;
        var weights = SomeWeights(trainer.Rows.Count);
        weights[3] = weight;
        return Refuses(trainer, weights);
    }

    private static CheckResult AllZero(TrainerUnderTest trainer) => WhyNot(trainer) ?? Refuses(trainer, new float[trainer.Rows.Count]);

    private static CheckResult Refuses(TrainerUnderTest trainer, float[] weights)
    {
        var rows = trainer.Rows with { Weights = weights, Names = ColumnNames.Unusual };
        return TrainerUnderTest.Refuses(
            () => trainer.Fit(rows), ["weight", rows.Names.Weight], "The fit went on to its end, as if such weights had a meaning.");
    }

    private static CheckResult? WhyNot(TrainerUnderTest trainer) =>
        trainer.Options.SupportsWeights ? null : CheckResult.DoesNotApply("The trainer takes no weights.");
}
