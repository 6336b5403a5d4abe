using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipelines.Conformance.Model;
using static MlPipelines.UnitTests.Conformance.Planting;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>Trainers whose models go wrong.</summary>
internal static class ModelFaults
{
    private static float _shared;

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        Model("one-row", "predicts a row alone otherwise", good => new FaultyModel(good)
        {
            TransformWith = (inner, rows) => rows.GetRowCount() == 1
                ? new ChangedView<float>(inner.Transform(rows), "Score", (score, _) => score + 0.5f)
                : inner.Transform(rows),
        }),
        Model("model-schema", "tells of no score", good => new FaultyModel(good) { SchemaWith = schema => schema }),
        Fit("label-not-needed", "wants the label of rows to predict", (_, c, inner, rows) => new FaultyModel(inner.Fit(rows))
        {
            TransformWith = (model, others) => others.Schema.GetColumnOrNull(c.Label) is null
                ? throw new InvalidOperationException("There is no label.")
                : model.Transform(others),
        }),
        Fit("save-load", "saves another model", (ml, c, inner, rows) =>
            new FaultyModel(inner.Fit(rows)) { Saved = Linear(ml, c, l2: 5).Fit(rows) }),
        new("save-again", "is another one once it is loaded a second time", ConformanceTask.Regression, Promises, (ml, c) =>
        {
            Forgetful.Loads = 0;
            return Linear(ml, c).Append(ml.Transforms.CustomMapping<Forgetful.Input, Forgetful.Output>(Forgetful.Map, Forgetful.Name));
        }),
        Model("concurrent-engines", "has one place for the score of all engines", good => new FaultyModel(good)
        {
            MapWith = mapper => new ChangedMapper<float>(mapper, "Score", Share),
        }),
        Model("concurrent-batches", "has one place for the score of all cursors", good => new FaultyModel(good)
        {
            TransformWith = (inner, rows) => new ChangedView<float>(inner.Transform(rows), "Score", Share),
        }),
        ModelThrows("nan-to-predict", rows => RowFacts.HasFeature(rows, float.IsNaN), Blunders.Null),
        Model("nan-to-predict", "gives NaN", good => new FaultyModel(good)
        {
            TransformWith = (inner, rows) => RowFacts.HasFeature(rows, float.IsNaN)
                ? new ChangedView<float>(inner.Transform(Zeros(rows)), "Score", (_, _) => float.NaN)
                : inner.Transform(rows),
        }),
        ModelThrows("infinity-to-predict", rows => RowFacts.HasFeature(rows, float.IsInfinity), () => new OverflowException()),
        ModelThrows("no-rows-to-predict", rows => !RowFacts.HasRows(rows), () => new InvalidOperationException("There are no rows.")),
        ModelThrows(
            "no-features-to-predict", rows => RowFacts.Width(rows) == 0 && rows.Schema.Count > 0, Blunders.Null),
        ModelThrows("other-width-to-predict", rows => RowFacts.Width(rows) == 4, Blunders.Index),
    ];

    /// <summary>What a model does that computes in a place that all threads share.</summary>
    private static float Share(float score, long row)
    {
        _shared = score;
        Thread.SpinWait(2000);
        Thread.Yield();
        return _shared;
    }

    private static ChangedView<VBuffer<float>> Zeros(IDataView rows) => new(
        rows, "Features", (row, _) => new VBuffer<float>(row.Length, new float[row.Length]));
}

/// <summary>A mapping that ML.NET saves by its name, and that is another one in every model but the first two that are loaded.</summary>
[CustomMappingFactoryAttribute(Name)]
internal sealed class Forgetful : CustomMappingFactory<Forgetful.Input, Forgetful.Output>
{
    public const string Name = "forgetful";

    /// <summary>How often it was loaded.</summary>
    public static int Loads { get; set; }

    public static void Map(Input input, Output output) => output.Twice = 2 * input.Score;

    public override Action<Input, Output> GetMapping() => ++Loads > 2 ? (input, output) => output.Twice = 3 * input.Score : Map;

    internal sealed class Input
    {
        public float Score { get; set; }
    }

    internal sealed class Output
    {
        public float Twice { get; set; }
    }
}
