using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Files;

/// <summary>Claims, choices and the map of predictions in a suite file.</summary>
internal static class ClaimJson
{
    private static readonly string[] MapKinds = ["grid", "line", "testRows"];
    private static readonly string[] Kinds = ["higher", "lower", "alike", "within", "published"];

    /// <summary>Reads a claim.</summary>
    public static Claim Read(JsonPlace json)
    {
        var kind = json["kind"].OneOf(Kinds);
        json.AllowOnly(
        [
            "kind", "text", "learner", "measure", "source", "notTestable", "notTestableOn",
            .. kind switch
            {
                "within" => (string[])["than", "low", "high"],
                "published" => ["figure", "bestOf", "within"],
                _ => ["than", "margin"],
            },
        ]);
        var (text, learner, measure) = (json["text"].Text(), json["learner"].Learner(), MeasureJson.Read(json["measure"]));
        var claim = kind switch
        {
            "higher" => Claim.Higher(text, learner, json["than"].Learner(), measure),
            "lower" => Claim.Lower(text, learner, json["than"].Learner(), measure),
            "alike" => Claim.Alike(text, learner, json["than"].Learner(), measure, json["margin"].Number()),
            "published" => Published(json, text, learner, measure),
            _ => Within(json, text, learner, measure),
        };
        return claim with
        {
            Source = json.Find("source")?.Text() ?? Claim.Ours,
            NotTestable = json.Find("notTestable")?.Text(),
            NotTestableOn = json.Find("notTestableOn") is { } on ? ReasonOn(on) : null,
            Margin = kind is "higher" or "lower" ? Margin(json) : null,
        };
    }

    /// <summary>A claim as a JSON object that reads back to an equal one; null where only code has its measure.</summary>
    public static JsonObject? Write(Claim claim)
    {
        if (claim.Measure.Form is not { } form)
            return null;
        var kind = claim switch
        {
            { Published: not null } => "published",
            { Than: not null, Low: 0, High: double.PositiveInfinity } => "higher",
            { Than: not null, Low: double.NegativeInfinity, High: 0 } => "lower",
            { Than: not null } when claim.Low == -claim.High && double.IsFinite(claim.High) => "alike",
            _ => "within",
        };
        var json = new JsonObject { ["kind"] = kind, ["text"] = claim.Text, ["learner"] = claim.Learner.Text };
        if (claim.Than is { } than)
            json["than"] = than.Text;
        json["measure"] = MeasureJson.Write(form);
        if (kind == "alike")
            json["margin"] = claim.High;
        else if (claim.Margin is { } margin)
            json["margin"] = margin;
        if (claim.Published is { } published)
            (json["figure"], json["bestOf"], json["within"]) = (published.Figure, published.BestOf, published.Within);
        if (claim.Source != Claim.Ours)
            json["source"] = claim.Source;
        if (claim.NotTestable is not null)
            json["notTestable"] = claim.NotTestable;
        if (claim.NotTestableOn is { } on)
            json["notTestableOn"] = new JsonObject { ["data"] = on.DataSet, ["why"] = on.Why };
        if (kind == "within" && double.IsFinite(claim.Low))
            json["low"] = claim.Low;
        if (kind == "within" && double.IsFinite(claim.High))
            json["high"] = claim.High;
        return json;
    }

    private static DataSetReason ReasonOn(JsonPlace json)
    {
        json.AllowOnly("data", "why");
        return new(json["data"].Text(), json["why"].Text());
    }

    /// <summary>Reads a choice.</summary>
    public static Choice ReadChoice(JsonPlace json)
    {
        json.AllowOnly("name", "measure", "candidates", "lowest");
        return json["candidates"].Learners() is { Count: > 0 } candidates
            ? new Choice(json["name"].Text(), MeasureJson.Read(json["measure"]), candidates)
            {
                Lowest = json.Find("lowest")?.Truth() ?? false,
            }
            : throw json["candidates"].Wrong("at least one learner");
    }

    /// <summary>A choice as a JSON object; null where only code has its measure.</summary>
    public static JsonObject? Write(Choice choice)
    {
        if (choice.Measure.Form is not { } form)
            return null;
        var json = new JsonObject
        {
            ["name"] = choice.Name,
            ["measure"] = MeasureJson.Write(form),
            ["candidates"] = SuiteJson.Texts(choice.Candidates.Select(name => name.Text)),
        };
        if (choice.Lowest)
            json["lowest"] = true;
        return json;
    }

    /// <summary>Reads a map of predictions: a grid of two features, a line of one, or a number of test rows.</summary>
    public static PredictionMap ReadMap(JsonPlace json)
    {
        json.AllowOnly("grid", "line", "testRows", "seeds", "learners");
        if (MapKinds.Count(name => json.Find(name) is not null) != 1)
            throw json.Wrong("an object with either a grid, a line or a number of testRows");
        PredictionPlaces places;
        if (json.Find("testRows") is { } rows)
        {
            places = new TestRowPlaces(rows.UpTo(SuiteBounds.Places));
        }
        else if (json.Find("grid") is { } grid)
        {
            grid.AllowOnly("left", "right", "bottom", "top", "columns", "rows");
            places = new PredictionGrid(
                grid["left"].Number(), grid["right"].Number(), grid["bottom"].Number(), grid["top"].Number(),
                grid["columns"].UpTo(SuiteBounds.Places), grid["rows"].UpTo(SuiteBounds.Places));
            if ((long)grid["columns"].Positive() * grid["rows"].Positive() > SuiteBounds.Places)
                throw grid.Wrong($"a grid whose columns times rows are at most {SuiteBounds.Places}");
        }
        else
        {
            var line = json["line"];
            line.AllowOnly("left", "right", "steps", "powers");
            places = new PredictionLine(
                line["left"].Number(), line["right"].Number(), line["steps"].UpTo(SuiteBounds.Places),
                line.Find("powers")?.UpTo(SuiteBounds.Powers) ?? 1);
        }

        return new PredictionMap(places, json.Find("seeds")?.UpTo(SuiteBounds.Seeds) ?? 1, json.Find("learners")?.Learners() ?? []);
    }

    /// <summary>A map of predictions as a JSON object.</summary>
    public static JsonObject Write(PredictionMap map)
    {
        var json = new JsonObject();
        if (map.Places is PredictionGrid grid)
        {
            json["grid"] = new JsonObject
            {
                ["left"] = grid.Left,
                ["right"] = grid.Right,
                ["bottom"] = grid.Bottom,
                ["top"] = grid.Top,
                ["columns"] = grid.Columns,
                ["rows"] = grid.Rows,
            };
        }
        else if (map.Places is PredictionLine line)
        {
            json["line"] = new JsonObject
            {
                ["left"] = line.Left,
                ["right"] = line.Right,
                ["steps"] = line.Steps,
                ["powers"] = line.Powers,
            };
        }

        else if (map.Places is TestRowPlaces rows)
        {
            json["testRows"] = rows.Count;
        }

        json["seeds"] = map.Seeds;
        if (map.Learners.Count > 0)
            json["learners"] = SuiteJson.Texts(map.Learners.Select(name => name.Text));
        return json;
    }

    private static double? Margin(JsonPlace json) => json.Find("margin") is not { } margin ? null
        : margin.Number() is > 0 and var size ? size
        : throw margin.Wrong("a number above 0, the largest difference that does not matter");

    private static Claim Published(JsonPlace json, string text, LearnerName learner, Measure measure)
    {
        if (json["figure"].Element is not { ValueKind: JsonValueKind.Number } number || !number.TryGetDecimal(out var figure))
            throw json["figure"].Wrong("a number, with the digits that it was published with");
        var bestOf = json.Find("bestOf")?.UpTo(SuiteBounds.Seeds) ?? 1;
        var within = json.Find("within")?.Number() ?? PublishedFigure.DefaultWithin;
        return within > 0 ? Claim.OfPublished(learner, figure, measure, bestOf, within) with { Text = text }
            : throw json["within"].Wrong("a number above 0");
    }

    /// <summary>Reads a sentence of a report.</summary>
    public static Sentence ReadSentence(JsonPlace json)
    {
        json.AllowOnly("source", "text", "notTestable");
        return new(json["source"].Text(), json["text"].Text(), json.Find("notTestable")?.Text());
    }

    /// <summary>A sentence as a JSON object.</summary>
    public static JsonObject Write(Sentence sentence)
    {
        var json = new JsonObject { ["source"] = sentence.Source, ["text"] = sentence.Text };
        if (sentence.NotTestable is not null)
            json["notTestable"] = sentence.NotTestable;
        return json;
    }

    private static Claim Within(JsonPlace json, string text, LearnerName learner, Measure measure)
    {
        var (low, high) = (json.Find("low")?.Number() ?? double.NegativeInfinity, json.Find("high")?.Number() ?? double.PositiveInfinity);
        return low < high && !(double.IsInfinity(low) && double.IsInfinity(high))
            ? Claim.Within(text, learner, measure, low, high) with { Than = json.Find("than")?.Learner() }
            : throw json.Wrong("a range of which low, high or both are given, with low below high");
    }
}

/// <summary>
/// A measure in a suite file: an object with its kind, or in short <c>"test accuracy"</c> for a metric after training, <c>"fit-seconds"</c>
/// and so on.
/// </summary>
internal static class MeasureJson
{
    private static readonly Measure[] WithoutArguments = [
        Measure.FitSeconds, Measure.FitAndMonitorSeconds, Measure.Parameters, Measure.IterationsPerEpoch];

    private static readonly (string Kind, Func<string, string, Measure> Of)[] OfSplitAndMetric =
    [
        ("metric", Measure.Metric), ("gap", Measure.Gap), ("lowest-epoch", Measure.LowestEpoch), ("highest", Measure.Highest),
        ("rise-from-lowest", Measure.RiseFromLowest), ("fluctuation", Measure.Fluctuation), ("share-of-falls", Measure.ShareOfFalls),
        ("gap-growth", Measure.GapGrowth),
    ];

    private static string[] Kinds =>
        [.. OfSplitAndMetric.Select(known => known.Kind), "squared-error", "epochs-until", "epochs-to-reach", "recorded", "logarithm",
            .. WithoutArguments.Select(known => known.Form!.Kind)];

    /// <summary>Reads a measure.</summary>
    public static Measure Read(JsonPlace json)
    {
        if (json.Element.ValueKind == JsonValueKind.String)
            return ReadShort(json);
        var kind = json["kind"].OneOf(Kinds);
        if (OfSplitAndMetric.FirstOrDefault(known => known.Kind == kind).Of is { } of)
        {
            json.AllowOnly("kind", "split", "metric");
            return of(json["split"].Split(), json["metric"].Text());
        }

        switch (kind)
        {
            case "squared-error":
                json.AllowOnly("kind", "split");
                return Measure.SquaredError(json["split"].Split());
            case "epochs-until":
                json.AllowOnly("kind", "split", "metric", "share", "most");
                return Measure.EpochsUntil(json["share"].Number(), json["split"].Split(), json["metric"].Text(), json["most"].Positive());
            case "epochs-to-reach":
                json.AllowOnly("kind", "split", "metric", "value", "most");
                return Measure.EpochsToReach(json["value"].Number(), json["split"].Split(), json["metric"].Text(), json["most"].Positive());
            case "recorded":
                json.AllowOnly("kind", "metric", "name", "unit");
                return Measure.Recorded(json["metric"].Text(), json["name"].Text(), json["unit"].Text());
            case "logarithm":
                json.AllowOnly("kind", "of", "least");
                return Measure.LogarithmOf(Read(json["of"]), json.Find("least")?.Number() ?? 0);
            default:
                json.AllowOnly("kind");
                return WithoutArguments.First(known => known.Form!.Kind == kind);
        }
    }

    /// <summary>A measure as JSON that reads back to an equal one.</summary>
    public static JsonNode Write(MeasureForm form)
    {
        if (form.Kind == "metric")
            return JsonValue.Create($"{form.Split} {form.Metric}");
        if (WithoutArguments.Any(known => known.Form!.Kind == form.Kind))
            return JsonValue.Create(form.Kind);
        var json = new JsonObject { ["kind"] = form.Kind };
        if (form.Split is not null)
            json["split"] = form.Split;
        if (form.Metric is not null)
            json["metric"] = form.Metric;
        if (form.Name is not null)
            (json["name"], json["unit"]) = (form.Name, form.Unit);
        if (form.Inner is not null)
            (json["of"], json["least"]) = (Write(form.Inner), form.Number);
        if (form.Most is not null)
            (json[form.Kind == "epochs-until" ? "share" : "value"], json["most"]) = (form.Number, form.Most);
        return json;
    }

    private static Measure ReadShort(JsonPlace json)
    {
        var words = json.Text().Split(' ');
        if (words is [var kind] && WithoutArguments.FirstOrDefault(known => known.Form!.Kind == kind) is { } measure)
            return measure;
        return words is [var split, var metric] && Split.Reported.Contains(split) && Metric.All.Contains(metric)
            ? Measure.Metric(split, metric)
            : throw json.Wrong(
                "a split and a metric such as \"test accuracy\", one of "
                    + $"{string.Join(", ", WithoutArguments.Select(known => known.Form!.Kind))}, or an object with a kind");
    }
}
