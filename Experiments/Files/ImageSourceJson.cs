using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Files;

/// <summary>A folder or an archive of pictures as the <c>data</c> of an experiment: an object with its path and how to read it.</summary>
internal static class ImageSourceJson
{
    /// <summary>The pictures that the value names; null for other data.</summary>
    /// <param name="json">The value of <c>data</c>.</param>
    /// <param name="folder">What a path is relative to: the folder of the suite file.</param>
    public static ImageSource? Read(JsonPlace json, string folder)
    {
        if (json.Element.ValueKind != JsonValueKind.Object || !json.Has("images"))
            return null;
        json.AllowOnly("images", "size", "fit", "task", "positive", "badImages", "validationShare", "testShare", "splitSeed");
        var usual = new ImageDataOptions();
        return new ImageSource(Path.GetFullPath(json["images"].Text(), folder), usual with
        {
            Image = usual.Image with
            {
                Size = json.Find("size")?.UpTo(SuiteBounds.ImageSize) ?? usual.Image.Size,
                Fit = json.Find("fit")?.OneOf<ImageFit>() ?? usual.Image.Fit,
            },
            Positive = json.Find("positive")?.Text(),
            BadImages = json.Find("badImages")?.OneOf<BadImages>() ?? usual.BadImages,
            ValidationShare = json.Find("validationShare")?.Share() ?? usual.ValidationShare,
            TestShare = json.Find("testShare")?.Share() ?? usual.TestShare,
            Seed = json.Find("splitSeed")?.Positive() ?? usual.Seed,
        })
        {
            Task = json.Find("task")?.OneOf<LearningTask>(),
        };
    }

    /// <summary>The pictures as a JSON object that reads back to the same.</summary>
    public static JsonObject Write(ImageSource source)
    {
        var options = source.Options;
        var json = new JsonObject
        {
            ["images"] = source.Path,
            ["size"] = options.Image.Size,
            ["fit"] = Word(options.Image.Fit),
        };
        if (source.Task is { } task)
            json["task"] = Word(task);
        if (options.Positive is not null)
            json["positive"] = options.Positive;
        json["badImages"] = Word(options.BadImages);
        json["validationShare"] = options.ValidationShare;
        json["testShare"] = options.TestShare;
        json["splitSeed"] = options.Seed;
        return json;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
