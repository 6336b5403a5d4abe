using System.Text.Json.Nodes;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Files;

/// <summary>Pictures in a suite file.</summary>
internal static class PictureJson
{
    private static readonly string[] Kinds =
        ["bars", "curves", "history", "against-learners", "against-setting", "grid", "scatter", "along", "path", "decision-map", "surface",
            "fit", "images"];

    /// <summary>Reads a picture.</summary>
    public static PictureSpec Read(JsonPlace json)
    {
        JsonPlace Only(params string[] names)
        {
            json.AllowOnly(["kind", "name", .. names]);
            return json;
        }

        bool Is(string name) => json.Find(name)?.Truth() ?? false;
        IReadOnlyList<LearnerName>? Learners() => json.Find("learners")?.Learners();
        Measure Measured(string name) => MeasureJson.Read(json[name]);
        string Text(string name) => json[name].Text();
        IReadOnlyList<string> Splits() => [.. json["splits"].Items().Select(split => split.Split())];

        var file = json["name"].FileName();
        switch (json["kind"].OneOf(Kinds))
        {
            case "bars":
                Only("measure", "learners", "eachSeed");
                return new BarsSpec(file, Measured("measure")) { Learners = Learners(), EachSeed = Is("eachSeed") };
            case "curves":
                Only("metric", "splits", "learners", "logarithmic", "label");
                return new CurvesSpec(file, Text("metric"), Splits())
                {
                    Learners = Learners(),
                    Logarithmic = Is("logarithmic"),
                    YLabel = json.Find("label")?.Text(),
                };
            case "history":
                Only("label", "metrics", "learners");
                return new HistorySpec(file, Text("label"), [.. json["metrics"].Items().Select(Recorded)]) { Learners = Learners() };
            case "against-learners":
                Only("measure", "axis", "learners", "logarithmic");
                return new AgainstLearnersSpec(
                    file, Measured("measure"), Text("axis"),
                    [.. json["learners"].Items().Select(Place)])
                { LogarithmicX = Is("logarithmic") };
            case "against-setting":
                Only("measure", "settings");
                return new AgainstSettingSpec(file, Measured("measure"), json["settings"].Texts());
            case "grid":
                Only("measure", "rows", "columns");
                return new GridSpec(file, Measured("measure"), Text("rows"), Text("columns"));
            case "scatter":
                Only("x", "y", "logarithmicX", "logarithmicY");
                return new ScatterSpec(
                    file, Measured("x"), Measured("y"))
                { LogarithmicX = Is("logarithmicX"), LogarithmicY = Is("logarithmicY") };
            case "along":
                Only("learner", "metric", "label", "splits", "logarithmic");
                return new AlongSpec(
                    file, json["learner"].Learner(), Text("metric"), Text("label"), Splits())
                { Logarithmic = Is("logarithmic") };
            case "path":
                Only("learner", "part", "label");
                return new PathSpec(file, json["learner"].Learner(), Text("part"), Text("label"));
            case "decision-map":
                Only("learner", "xLabel", "yLabel");
                return new DecisionMapSpec(file, json["learner"].Learner(), Text("xLabel"), Text("yLabel"));
            case "surface":
                Only("learner", "xLabel", "yLabel", "low", "high");
                return new SurfaceSpec(
                    file, json["learner"].Learner(), Text("xLabel"), Text("yLabel"), (json["low"].Number(), json["high"].Number()));
            case "images":
                Only("right", "wrong", "count");
                return new ImagesSpec(file, json["right"].Learner(), json["wrong"].Learner(), json.Find("count")?.Positive() ?? 5);
            default:
                Only("xLabel", "yLabel");
                return new FitSpec(file, Text("xLabel"), Text("yLabel"));
        }
    }

    /// <summary>
    /// A picture as a JSON object that reads back to an equal one; null where only code has one of its measures, or the function that is
    /// the truth.
    /// </summary>
    public static JsonObject? Write(PictureSpec picture)
    {
        if (picture.Measures.Any(measure => measure.Form is null) || picture is SurfaceSpec { Truth: not null }
            or FitSpec { Truth: not null })
        {
            return null;
        }

        var json = new JsonObject { ["kind"] = "", ["name"] = picture.Name };
        json["kind"] = Add(json, picture);
        return json;
    }

    /// <summary>Adds the properties of a picture and gives its kind.</summary>
    private static string Add(JsonObject json, PictureSpec picture)
    {
        void Learners(IReadOnlyList<LearnerName>? learners)
        {
            if (learners is not null)
                json["learners"] = SuiteJson.Texts(learners.Select(name => name.Text));
        }

        void Flag(string name, bool value)
        {
            if (value)
                json[name] = true;
        }

        switch (picture)
        {
            case BarsSpec bars:
                json["measure"] = MeasureJson.Write(bars.Measure.Form!);
                Learners(bars.Learners);
                Flag("eachSeed", bars.EachSeed);
                return "bars";
            case CurvesSpec curves:
                (json["metric"], json["splits"]) = (curves.Metric, SuiteJson.Texts(curves.Splits));
                Learners(curves.Learners);
                Flag("logarithmic", curves.Logarithmic);
                if (curves.YLabel is not null)
                    json["label"] = curves.YLabel;
                return "curves";
            case HistorySpec history:
                json["label"] = history.YLabel;
                json["metrics"] = new JsonArray(
                    [.. history.Metrics.Select(metric => new JsonObject { ["metric"] = metric.Metric, ["word"] = metric.Word })]);
                Learners(history.Learners);
                return "history";
            case AgainstLearnersSpec against:
                (json["measure"], json["axis"]) = (MeasureJson.Write(against.Measure.Form!), against.Axis);
                json["learners"] = new JsonArray(
                    [.. against.Learners.Select(place => new JsonObject { ["x"] = place.X, ["learner"] = place.Learner.Text })]);
                Flag("logarithmic", against.LogarithmicX);
                return "against-learners";
            case AgainstSettingSpec against:
                (json["measure"], json["settings"]) = (MeasureJson.Write(against.Measure.Form!), SuiteJson.Texts(against.Settings));
                return "against-setting";
            case GridSpec grid:
                (json["measure"], json["rows"], json["columns"]) = (MeasureJson.Write(grid.Measure.Form!), grid.Rows, grid.Columns);
                return "grid";
            case ScatterSpec scatter:
                (json["x"], json["y"]) = (MeasureJson.Write(scatter.X.Form!), MeasureJson.Write(scatter.Y.Form!));
                Flag("logarithmicX", scatter.LogarithmicX);
                Flag("logarithmicY", scatter.LogarithmicY);
                return "scatter";
            case AlongSpec along:
                (json["learner"], json["metric"], json["label"], json["splits"]) = (
                    along.Learner.Text, along.Metric, along.YLabel, SuiteJson.Texts(along.Splits));
                Flag("logarithmic", along.Logarithmic);
                return "along";
            case PathSpec path:
                (json["learner"], json["part"], json["label"]) = (path.Learner.Text, path.Part, path.Words);
                return "path";
            case DecisionMapSpec map:
                (json["learner"], json["xLabel"], json["yLabel"]) = (map.Learner.Text, map.XLabel, map.YLabel);
                return "decision-map";
            case SurfaceSpec surface:
                (json["learner"], json["xLabel"], json["yLabel"]) = (surface.Learner.Text, surface.XLabel, surface.YLabel);
                (json["low"], json["high"]) = (surface.Heights.Low, surface.Heights.High);
                return "surface";
            case FitSpec fit:
                (json["xLabel"], json["yLabel"]) = (fit.XLabel, fit.YLabel);
                return "fit";
            case ImagesSpec images:
                (json["right"], json["wrong"], json["count"]) = (images.Right.Text, images.Wrong.Text, images.Count);
                return "images";
            default:
                throw new ArgumentException($"A suite file has no kind of picture for {picture.GetType().Name}.", nameof(picture));
        }
    }

    private static (string Metric, string Word) Recorded(JsonPlace json)
    {
        json.AllowOnly("metric", "word");
        return (json["metric"].Text(), json.Find("word")?.Text() ?? "");
    }

    private static (double X, LearnerName Learner) Place(JsonPlace json)
    {
        json.AllowOnly("x", "learner");
        return (json["x"].Number(), json["learner"].Learner());
    }
}
