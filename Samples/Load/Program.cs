using Microsoft.ML;

var ml = new MLContext();
var model = ml.Model.Load(args.Length > 0 ? args[0] : "towns.zip", out _);
var engine = ml.Model.CreatePredictionEngine<Town, Region>(model);
var region = engine.Predict(new Town { East = 0.9f, North = 0.9f });
Console.WriteLine($"(0.9, 0.9) is in the {region.PredictedLabel}; P(north) is {region.Score[0]:R}");

internal sealed class Town
{
    public float East { get; set; }

    public float North { get; set; }

    public string Label { get; set; } = "";
}

internal sealed class Region
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
