using MlPipelines.Conformance.Model;
using MlPipelines.Conformance.Outputs;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>Labels and features of other types than the usual ones.</summary>
internal static class FormChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Label("label-as-bool", "A label of true and false", LabelForm.Boolean),
        Label("label-as-number", "A label that is a number", LabelForm.Number),
        Label("label-as-text", "A label that is text", LabelForm.Text),
        Label("label-as-key", "A label that is a key", LabelForm.Key),
        new("key-without-values", "A key label without values gives the same predictions as one with.", CheckNeeds.Repeat, WithoutValues),
        Features("features-as-double", "Features of double precision", FeatureForm.Double),
        Features("features-of-unknown-size", "Features in a vector whose size is not known", FeatureForm.UnknownSize),
        Features("feature-as-scalar", "One feature in a column that is no vector", FeatureForm.Scalar),
        Features("features-as-text", "A text in place of features", FeatureForm.Text),
    ];

    private static Check Label(string name, string what, LabelForm form) => new(
        name, $"{what} is learned as normal, or refused clearly.", CheckNeeds.Fit, trainer => WithLabel(trainer, form));

    private static Check Features(string name, string what, FeatureForm form) => new(
        name, $"{what} can be learned from as normal, or refused clearly.", CheckNeeds.Fit, trainer => WithFeatures(trainer, form));

    private static CheckResult WithLabel(TrainerUnderTest trainer, LabelForm form)
    {
        if (form == GeneratedRows.Form(trainer.Task))
            return CheckResult.DoesNotApply("It is the usual label of the task.");
        var rows = trainer.Rows with
        {
            LabelForm = form,
            Names = ColumnNames.Unusual,
            // Numbers become four classes where the label cannot be a number.
            Classes = trainer.Task == ConformanceTask.Regression ? 4 : trainer.Rows.Classes,
            Labels = trainer.Task == ConformanceTask.Regression && form != LabelForm.Number
                ? [.. trainer.Rows.Labels.Select(label => Math.Clamp(Math.Floor((label - 22) / 4), 0, 3))]
                : trainer.Rows.Labels,
        };
        return trainer.WorksOrRefuses(rows, [rows.Names.Label], trainer.Others with { Names = rows.Names });
    }

    private static CheckResult WithoutValues(TrainerUnderTest trainer)
    {
        if (trainer.Task != ConformanceTask.Multiclass)
            return CheckResult.DoesNotApply("The label is no key.");
        return RepetitionChecks.Compare(
            Differences.Between(
                trainer.GoodPredictions, trainer.FitAndPredict(trainer.Rows with { LabelForm = LabelForm.KeyWithoutValues })),
            trainer.Options.Tolerance);
    }

    private static CheckResult WithFeatures(TrainerUnderTest trainer, FeatureForm form)
    {
        var (rows, others) = (trainer.Rows, trainer.Others);
        if (form is FeatureForm.Scalar or FeatureForm.Text)
            (rows, others) = (trainer.Generate(trainer.Rows.Count, 1), trainer.Generate(trainer.Others.Count, 1, seed: 8));
        rows = rows with { FeatureForm = form, Names = ColumnNames.Unusual };
        others = others with { FeatureForm = form, Names = ColumnNames.Unusual };
        return trainer.WorksOrRefuses(rows, [rows.Names.Features], others);
    }
}
