using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>
/// The columns, types and annotations that Mlp adds are those of ML.NET's own multiclass trainers, whatever the label's values.
/// </summary>
[TestClass]
public sealed class MlpSchemaTests
{
    private static readonly MlpOptions Short = new() { HiddenLayers = [4], Epochs = 1, Seed = 1 };

    [TestMethod]
    public void Transform_TextLabel_AddsTheColumnsOfStockTrainers() => SameSchema(Blobs.Named, TextDataViewType.Instance);

    [TestMethod]
    public void Transform_IntegerLabel_AddsTheColumnsOfStockTrainers() => SameSchema(Blobs.Numbered, NumberDataViewType.Int32);

    [TestMethod]
    public void Transform_KeyWithoutValues_AddsTheColumnsOfStockTrainers() => SameSchema(Blobs.Keyed, null);

    [TestMethod]
    public void Transform_SecondTrainerBehindTheFirst_TakesTheNextScoreColumnSet()
    {
        var ml = new MLContext(1);
        var data = Blobs.Keyed(ml);
        var chain = ml.MulticlassClassification.Trainers.Mlp(Short).Append(ml.MulticlassClassification.Trainers.Mlp(Short));

        var schema = chain.Fit(data).Transform(data).Schema;

        var score = schema["Score"];
        var setId = 0u;
        score.Annotations.GetValue("ScoreColumnSetId", ref setId);
        Assert.AreEqual(2u, setId);
        Assert.AreEqual(2, schema.Count(c => c.Name == "Score"));
    }

    private static void SameSchema(Func<MLContext, int, int, IDataView> load, PrimitiveDataViewType? labelValues)
    {
        var ml = new MLContext(1);
        var data = load(ml, 60, 7);
        if (labelValues is not null) data = ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        var shape = new SchemaShape([
            ShapeColumns.Vector("Features", NumberDataViewType.Single),
            ShapeColumns.Key("Label", labelValues is null ? null : new SchemaShape([ShapeColumns.Vector("KeyValues", labelValues)]))]);
        string[] columns = ["PredictedLabel", "Score"];

        var stock = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        var ours = ml.MulticlassClassification.Trainers.Mlp(Short);
        var (stockSchema, ourSchema) = (stock.Fit(data).GetOutputSchema(data.Schema), ours.Fit(data).GetOutputSchema(data.Schema));

        Assert.AreEqual(SchemaText.Of(stockSchema, columns), SchemaText.Of(ourSchema, columns));
        Assert.AreEqual(SchemaText.Of(stock.GetOutputSchema(shape), columns), SchemaText.Of(ours.GetOutputSchema(shape), columns));
        CollectionAssert.AreEqual(stockSchema.Select(c => c.Name).ToArray(), ourSchema.Select(c => c.Name).ToArray());
    }
}
