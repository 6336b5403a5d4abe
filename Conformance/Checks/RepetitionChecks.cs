using MlPipelines.Conformance.Outputs;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>The same rows give the same predictions, however they are asked for.</summary>
internal static class RepetitionChecks
{
    public const string FitName = "fit";
    public const string FitTwiceName = "fit-twice";

    public static IReadOnlyList<Check> All { get; } =
    [
        new(FitName, "A fit on good rows ends, and what it predicts is finite.", CheckNeeds.Nothing, Fit),
        new("task-columns", "The columns of the task are added: Score, and for classes PredictedLabel.", CheckNeeds.Fit, TaskColumns),
        new(FitTwiceName, "Two fits with the same seed on the same rows predict the same.", CheckNeeds.Fit, FitTwice),
        new("fit-again", "One estimator that is fitted a second time predicts the same.", CheckNeeds.Repeat, FitAgain),
        new("one-row", "A row alone is predicted as among others, by a PredictionEngine too.", CheckNeeds.Fit, OneRow),
        new("row-order", "Training rows in another order give the same predictions.", CheckNeeds.Repeat, RowOrder),
        new("unknown-row-count", "A view that does not know how many rows it has gives the same model.", CheckNeeds.Repeat, UnknownCount),
        new("sparse", "Sparse features give the same model and predictions as dense ones.", CheckNeeds.Repeat, Sparse),
    ];

    private static CheckResult Fit(TrainerUnderTest trainer)
    {
        var fitted = trainer.Fit(trainer.Rows);
        var predictions = fitted.Predict(trainer.Others);
        if (NormalOutputs.WhyNot(predictions, trainer.Others.Count) is { } reason)
            return CheckResult.Of(reason);
        trainer.Keep(fitted, predictions);
        return CheckResult.Passed();
    }

    private static CheckResult TaskColumns(TrainerUnderTest trainer) =>
        CheckResult.Of(NormalOutputs.WhyNotOfTask(trainer.GoodPredictions, trainer.Task, trainer.Options.Classes));

    private static CheckResult FitTwice(TrainerUnderTest trainer) => Compare(
        Differences.Between(trainer.GoodPredictions, trainer.FitAndPredict(trainer.Rows)), trainer.Options.Tolerance);

    private static CheckResult FitAgain(TrainerUnderTest trainer)
    {
        var (ml, estimator) = trainer.Create(trainer.Rows);
        var first = new Fitted(ml, estimator, estimator.Fit(trainer.Rows.View())).Predict(trainer.Others);
        var second = new Fitted(ml, estimator, estimator.Fit(trainer.Rows.View())).Predict(trainer.Others);
        return Compare(Differences.Between(first, second), trainer.Options.Tolerance);
    }

    private static CheckResult OneRow(TrainerUnderTest trainer)
    {
        var (fitted, batch) = (trainer.GoodFit, trainer.GoodPredictions);
        var alone = Enumerable.Range(0, trainer.Others.Count).Select(row => fitted.Predict(trainer.Others.At([row]))).ToList();
        var difference = Differences.Between(batch, Predictions.Together(alone));
        if (difference.Beyond(trainer.Options.Tolerance) is { } reason)
            return CheckResult.Failed($"In a view of one row: {reason}.");
        if (EngineScores.Find(trainer) is not { } score)
            return CheckResult.Passed("There are no scores of type Single, so that no PredictionEngine was tried.");
        var engine = UserEngine.Create(fitted.Context, fitted.Model, trainer.Others, score);
        var scores = EngineScores.Read(engine, score, trainer.Others.Count);
        return Differences.Between(EngineScores.Only(batch, score), scores).Beyond(trainer.Options.Tolerance) is { } other
            ? CheckResult.Failed($"From a PredictionEngine: {other}.")
            : CheckResult.Passed();
    }

    private static CheckResult RowOrder(TrainerUnderTest trainer)
    {
        if (!trainer.Options.IgnoresRowOrder)
            return CheckResult.DoesNotApply("The trainer does not promise it.");
        var rows = trainer.Rows.At([.. Enumerable.Range(0, trainer.Rows.Count).Reverse()]);
        return Compare(
            Differences.Between(trainer.GoodPredictions, trainer.FitAndPredict(rows)), trainer.Options.RoundingTolerance);
    }

    private static CheckResult UnknownCount(TrainerUnderTest trainer) => Compare(
        Differences.Between(trainer.GoodPredictions, trainer.FitAndPredict(trainer.Rows with { KnowsCount = false })),
        trainer.Options.Tolerance);

    private static CheckResult Sparse(TrainerUnderTest trainer)
    {
        var width = trainer.Options.Features;
        var rows = trainer.Generate(trainer.Rows.Count, width, seed: 3, sparse: true);
        var others = trainer.Generate(trainer.Others.Count, width, seed: 4, sparse: true);
        var dense = trainer.Fit(rows).Predict(others);
        var sparse = trainer.Fit(rows with { FeatureForm = FeatureForm.Sparse })
            .Predict(others with { FeatureForm = FeatureForm.Sparse });
        return Compare(Differences.Between(dense, sparse), trainer.Options.RoundingTolerance);
    }

    /// <summary>Passed where two predictions are equal up to a tolerance; tells how far they are apart where it is not 0.</summary>
    public static CheckResult Compare(Differences differences, double tolerance)
    {
        if (differences.Beyond(tolerance) is { } reason)
            return CheckResult.Failed(CheckResult.Sentence(reason));
        return CheckResult.Passed(differences.Largest > 0 ? $"The largest difference is {differences.Largest:G2}." : "");
    }
}
