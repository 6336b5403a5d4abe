using Microsoft.ML;
using MlPipelines.Conformance.Outputs;

namespace MlPipelines.Conformance.Checks;

/// <summary>A model that is saved and loaded is the same.</summary>
internal static class SavingChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new(
            "save-load", "Model.Save and Model.Load give a model with the same predictions, to the bit, and the same schema.",
            CheckNeeds.Fit, SaveAndLoad),
        new(
            "save-again", "A loaded model can be saved and loaded once more, with the same predictions to the bit.", CheckNeeds.Fit,
            SaveAgain),
    ];

    private static CheckResult SaveAndLoad(TrainerUnderTest trainer)
    {
        var view = trainer.Others.View();
        var ml = new MLContext(trainer.Options.Seed + 1);
        using var file = Save(trainer.GoodFit.Context, trainer.GoodFit.Model, view.Schema);
        var loaded = ml.Model.Load(file, out var schema);
        var transformed = loaded.Transform(view);
        var predictions = Predictions.Read(transformed, view.Schema);
        return CheckResult.Of(
            Differences.Between(trainer.GoodPredictions, predictions).Beyond(0)
            ?? SchemaTexts.FirstDifference(trainer.GoodFit.Model.Transform(view).Schema, transformed.Schema)
            ?? SchemaTexts.FirstDifference(view.Schema, schema));
    }

    private static CheckResult SaveAgain(TrainerUnderTest trainer)
    {
        var view = trainer.Others.View();
        var (first, second) = (new MLContext(trainer.Options.Seed + 1), new MLContext(trainer.Options.Seed + 2));
        using var file = Save(trainer.GoodFit.Context, trainer.GoodFit.Model, view.Schema);
        var loaded = first.Model.Load(file, out _);
        using var again = Save(first, loaded, view.Schema);
        var reloaded = second.Model.Load(again, out _);
        return CheckResult.Of(
            Differences.Between(Predict(loaded), Predict(reloaded)).Beyond(0));

        Predictions Predict(ITransformer model) => Predictions.Read(model.Transform(view), view.Schema);
    }

    private static MemoryStream Save(MLContext ml, ITransformer model, DataViewSchema schema)
    {
        var file = new MemoryStream();
        ml.Model.Save(model, schema, file);
        file.Position = 0;
        return file;
    }
}
