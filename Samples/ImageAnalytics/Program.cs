using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transfer;

// usage: ImageAnalytics [FOLDER]     where pictures and the trained model are written; default: photos
// Photos that Microsoft.ML.ImageAnalytics reads, and a pretrained network whose head is trained on them.
var folder = args.Length > 0 ? args[0] : "photos";
Directory.CreateDirectory(folder);
Photo[] photos = [.. Enumerable.Range(0, 60).Select(i => Draw(i, sunset: i % 2 == 1))];

var ml = new MLContext(seed: 1);
var train = ml.Data.LoadFromEnumerable(photos[..40]);
var pipeline = ml.Transforms.LoadImages("Image", folder, nameof(Photo.File))
    .Append(ml.Transforms.ResizeImages("Image", imageWidth: 64, imageHeight: 64, "Image"))
    .Append(ml.Transforms.ExtractPixels("Features", "Image")) // numbers from 0 to 255: red, then green, then blue
    .Append(ml.BinaryClassification.Trainers.ImageTransfer(
        new ImageTransferOptions { Mode = TransferMode.Probe, ImageSize = 64, Epochs = 20, LabelColumnName = nameof(Photo.IsSunset) }));
var model = pipeline.Fit(train);

var test = model.Transform(ml.Data.LoadFromEnumerable(photos[40..]));
Console.WriteLine($"accuracy {ml.BinaryClassification.Evaluate(test, nameof(Photo.IsSunset)).Accuracy:F3}");

var path = Path.Combine(folder, "sunsets.zip");
ml.Model.Save(model, train.Schema, path);
var engine = ml.Model.CreatePredictionEngine<Photo, Answer>(new MLContext().Model.Load(path, out _));
var answer = engine.Predict(photos[41]);
Console.WriteLine($"{photos[41].File} is {(answer.PredictedLabel ? "" : "not ")}a sunset");

// A picture of 80 × 60 pixels: a sky that grows red or blue towards a horizon, with noise.
Photo Draw(int number, bool sunset)
{
    const int Width = 80, Height = 60;
    var random = new Random(number);
    var pixels = new byte[Width * Height * 4];
    for (var i = 0; i < Width * Height; i++)
    {
        var glow = (byte)Math.Clamp((255 * (i / Width) / Height) + random.Next(-40, 40), 0, 255);
        var dim = (byte)random.Next(0, 80);
        byte[] color = sunset ? [glow, dim, dim, 255] : [dim, dim, glow, 255];
        color.CopyTo(pixels, 4 * i);
    }

    var file = $"{number}.png";
    using var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, pixels);
    image.Save(Path.Combine(folder, file));
    return new Photo { File = file, IsSunset = sunset };
}

internal sealed class Photo
{
    public string File { get; set; } = "";

    public bool IsSunset { get; set; }
}

internal sealed class Answer
{
    public bool PredictedLabel { get; set; }
}
