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
        var predictions = Predictions.Read(loaded.Transform(view), view.Schema);
        return CheckResult.Of(
            Differences.Between(trainer.GoodPredictions, predictions).Beyond(0)
            ?? SchemaTexts.FirstDifference(trainer.GoodFit.Model.GetOutputSchema(view.Schema), loaded.GetOutputSchema(view.Schema))
            ?? SchemaTexts.FirstDifference(view.Schema, schema));
    }

    private static CheckResult SaveAgain(TrainerUnderTest trainer)
    {
        var schema = trainer.Others.View().Schema;
        var ml = new MLContext(trainer.Options.Seed + 1);
        using var file = Save(trainer.GoodFit.Context, trainer.GoodFit.Model, schema);
        var loaded = ml.Model.Load(file, out _);
        using var second = Save(ml, loaded, schema);
        using var reloaded = new MemoryStream(second.ToArray());
        var again = new MLContext(trainer.Options.Seed + 2).Model.Load(reloaded, out _);
        var view = trainer.Others.View();
        return CheckResult.Of(
            Differences.Between(trainer.GoodPredictions, Predictions.Read(again.Transform(view), view.Schema)).Beyond(0));
    }

    private static MemoryStream Save(MLContext ml, ITransformer model, DataViewSchema schema)
    {
        var file = new MemoryStream();
        ml.Model.Save(model, schema, file);
        file.Position = 0;
        return file;
    }
}
