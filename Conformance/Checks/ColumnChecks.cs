using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>Columns that are not there, or are not as they were in training.</summary>
internal static class ColumnChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("no-feature-column", "Training rows without the features are refused by an error that names them.", CheckNeeds.Fit, NoFeatures),
        new("no-label-column", "Training rows without the label are refused by an error that names it.", CheckNeeds.Fit, NoLabel),
        new("no-weight-column", "Training rows without the weights are refused by an error that names them.", CheckNeeds.Fit, NoWeights),
        new("shape-without-features", "A shape without the features is refused by an error that names them.", CheckNeeds.Fit, NoShape),
        new("no-features-to-predict", "Rows without the features are refused by an error that names them.", CheckNeeds.Fit, ToPredict),
        new("other-width-to-predict", "Rows with fewer features than in training are refused clearly.", CheckNeeds.Fit, OtherWidth),
    ];

    private static CheckResult NoFeatures(TrainerUnderTest trainer) =>
        Without(trainer, Named(trainer) with { HasFeatures = false }, ColumnNames.Unusual.Features);

    private static CheckResult NoLabel(TrainerUnderTest trainer) =>
        Without(trainer, Named(trainer) with { HasLabel = false }, ColumnNames.Unusual.Label);

    private static CheckResult NoWeights(TrainerUnderTest trainer)
    {
        if (!trainer.Options.SupportsWeights)
            return CheckResult.DoesNotApply("The trainer takes no weights.");
        var rows = Named(trainer);
        var (_, estimator) = trainer.Create(rows with { Weights = WeightChecks.SomeWeights(rows.Count) });
        return TrainerUnderTest.Refuses(
            () => estimator.Fit(rows.View()), [rows.Names.Weight], "The fit without its column of weights gave a model.");
    }

    private static CheckResult NoShape(TrainerUnderTest trainer)
    {
        var rows = Named(trainer) with { HasFeatures = false };
        var (ml, estimator) = trainer.Create(rows);
        return TrainerUnderTest.Refuses(
            () => estimator.GetOutputSchema(RowShapes.Of(ml, rows)), [rows.Names.Features], "The estimator promised an output.");
    }

    private static CheckResult ToPredict(TrainerUnderTest trainer)
    {
        var fitted = trainer.Fit(Named(trainer));
        var others = trainer.Others with { Names = ColumnNames.Unusual, HasFeatures = false };
        return TrainerUnderTest.Refuses(() => fitted.Predict(others), [others.Names.Features], "Predictions came.");
    }

    private static CheckResult OtherWidth(TrainerUnderTest trainer)
    {
        if (trainer.Options.Features < 2)
            return CheckResult.DoesNotApply("There are no fewer features than one.");
        var fitted = trainer.Fit(Named(trainer));
        var others = trainer.Generate(10, trainer.Options.Features - 1) with { Names = ColumnNames.Unusual };
        return TrainerUnderTest.Refuses(
            () => fitted.Predict(others), [others.Names.Features, "size", "length", "feature"], "Predictions came.");
    }

    private static RowSet Named(TrainerUnderTest trainer) => trainer.Rows with { Names = ColumnNames.Unusual };

    private static CheckResult Without(TrainerUnderTest trainer, RowSet rows, string name)
    {
        var (_, estimator) = trainer.Create(rows);
        return TrainerUnderTest.Refuses(() => estimator.Fit(rows.View()), [name], $"The fit without the column '{name}' gave a model.");
    }
}
