using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Checks;

/// <summary>No rows, few rows, few or many features, and rows with little to learn.</summary>
internal static class SizeChecks
{
    private const int RowsOfManyFeatures = 40;

    private static readonly string[] RowWords = ["row", "instance", "example", "sample", "empty", "class", "no data", "training data"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new("no-rows", "A training without rows is refused clearly.", CheckNeeds.Fit, NoRows),
        new("no-rows-to-predict", "No rows give no predictions.", CheckNeeds.Fit, NoRowsToPredict),
        new(
            "one-training-row", "One training row is refused clearly, or rows are predicted as normal.", CheckNeeds.Fit,
            trainer => trainer.WorksOrRefuses(trainer.Rows.At([0]), RowWords)),
        new("one-feature", "One feature is enough, or is refused clearly.", CheckNeeds.Fit, trainer => OfWidth(trainer, 160, 1)),
        new(
            "many-features", "Ten thousand features, or as many as the options say, are not too many, or are refused clearly.",
            CheckNeeds.Fit, trainer => OfWidth(trainer, RowsOfManyFeatures, trainer.Options.ManyFeatures)),
        new("constant-feature", "Features that are the same in all rows do no harm, or are refused clearly.", CheckNeeds.Fit, Constant),
        new(
            "one-class", "Rows of one class, or with one number as label, are refused clearly, or rows are predicted as normal.",
            CheckNeeds.Fit, OneClass),
        new("unused-class", "A class that a key can have and no row has does no harm, or is refused clearly.", CheckNeeds.Fit, Unused),
    ];

    private static CheckResult NoRows(TrainerUnderTest trainer) => TrainerUnderTest.Refuses(
        () => trainer.Fit(trainer.Rows.At([])), RowWords, "The fit without rows gave a model.");

    private static CheckResult NoRowsToPredict(TrainerUnderTest trainer)
    {
        var count = trainer.GoodFit.Predict(trainer.Others.At([])).Count;
        return CheckResult.Of(count == 0 ? null : $"{count} predictions came");
    }

    private static CheckResult OfWidth(TrainerUnderTest trainer, int rows, int width)
    {
        var others = trainer.Generate(20, width, seed: 8);
        return trainer.WorksOrRefuses(trainer.Generate(rows, width), ["feature", "pixel", "image"], others);
    }

    private static CheckResult Constant(TrainerUnderTest trainer)
    {
        var (rows, others) = (trainer.Rows.Copy(), trainer.Others.Copy());
        var slot = rows.Width - 1;
        foreach (var row in rows.Features.Concat(others.Features))
            row[slot] = rows.Features[0][slot];
        foreach (var row in rows.Features.Where(_ => rows.Width > 2))
            row[slot - 1] = 0;
        return trainer.WorksOrRefuses(rows, ["feature", "constant"], others);
    }

    private static CheckResult OneClass(TrainerUnderTest trainer) => trainer.WorksOrRefuses(
        trainer.Rows with { Labels = [.. trainer.Rows.Labels.Select(_ => 1.0)] }, ["class", "label", "positive", "negative", "constant"]);

    private static CheckResult Unused(TrainerUnderTest trainer)
    {
        if (trainer.Task != ConformanceTask.Multiclass)
            return CheckResult.DoesNotApply("The label is no key.");
        return trainer.WorksOrRefuses(trainer.Rows with { Classes = trainer.Rows.Classes + 2 }, ["class", "label"]);
    }
}
