using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Checks;

/// <summary>Values that are no ordinary numbers, in training and in prediction.</summary>
internal static class ValueChecks
{
    private static readonly string[] NanWords = ["NaN", "missing", "finite", "Features"];
    private static readonly string[] InfinityWords = ["infinit", "∞", "finite", "Features"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new(
            "nan-features", "Training features that are NaN are refused clearly, or other rows are predicted as normal.", CheckNeeds.Fit,
            trainer => Train(trainer, float.NaN, NanWords)),
        new(
            "infinite-features", "Training features that are infinite are refused clearly, or other rows are predicted as normal.",
            CheckNeeds.Fit, trainer => Train(trainer, float.PositiveInfinity, InfinityWords)),
        new(
            "huge-features", "Features of up to 1e30 are learned from as normal, or refused clearly.", CheckNeeds.Fit, Huge),
        new(
            "missing-labels", "Training rows without a label are refused clearly, or rows are predicted as normal.", CheckNeeds.Fit,
            MissingLabels),
        new(
            "nan-to-predict", "A feature that is NaN is refused clearly, or gives normal predictions.", CheckNeeds.Fit,
            trainer => Predict(trainer, float.NaN, NanWords)),
        new(
            "infinity-to-predict", "A feature that is infinite is refused clearly, or gives normal predictions.", CheckNeeds.Fit,
            trainer => Predict(trainer, float.NegativeInfinity, InfinityWords)),
    ];

    private static CheckResult Train(TrainerUnderTest trainer, float value, string[] words)
    {
        var rows = trainer.Rows.Copy();
        for (var row = 2; row < rows.Count; row += 7)
            rows.Features[row][row % rows.Width] = value;
        return trainer.WorksOrRefuses(rows, words);
    }

    private static CheckResult Huge(TrainerUnderTest trainer)
    {
        var (rows, others) = (trainer.Rows.Copy(), trainer.Others.Copy());
        foreach (var row in rows.Features.Concat(others.Features))
            row[^1] *= 1e30f;
        return trainer.WorksOrRefuses(rows, ["large", "infinit", "finite", "diverge", "NaN", "Features"], others);
    }

    private static CheckResult Predict(TrainerUnderTest trainer, float value, string[] words)
    {
        var rows = trainer.Others.Copy();
        for (var row = 0; row < rows.Count; row += 3)
            rows.Features[row][row % rows.Width] = value;
        return TrainerUnderTest.WorksOrRefuses(() => trainer.GoodFit.Predict(rows), rows.Count, words);
    }

    private static CheckResult MissingLabels(TrainerUnderTest trainer)
    {
        if (trainer.Task == ConformanceTask.Binary)
            return CheckResult.DoesNotApply("A label of true or false cannot be missing.");
        var rows = trainer.Rows.Copy();
        for (var row = 2; row < rows.Count; row += 7)
            rows.Labels[row] = double.NaN;
        return trainer.WorksOrRefuses(rows, ["NaN", "missing", "finite", "Label"]);
    }
}
