using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Conformance.Model;
using static MlPipelines.UnitTests.Conformance.Planting;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>Trainers that go wrong when they are fitted, or that promise wrong things.</summary>
internal static class FitFaults
{
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        Fit("fit", "throws on good rows", (_, _, _, _) => throw new InvalidOperationException("Nothing can be learned.")),
        new(
            "fit-twice", "has a seed of its own for each fit", ConformanceTask.Regression, Promises,
            (ml, c) => Linear(ml, c, l2: Random.Shared.NextDouble() * 100)),
        new("fit-again", "keeps something of the fit before", ConformanceTask.Regression, Promises, (ml, c) =>
        {
            var fits = 0;
            return new FaultyEstimator(Linear(ml, c)) { FitWith = (_, rows) => Linear(ml, c, l2: ++fits).Fit(rows) };
        }),
        new(
            "row-order", "learns in steps and promises that the order means nothing", ConformanceTask.Multiclass, Promises,
            Classes),
        Fit(
            "unknown-row-count", "reads as many rows as the view says, or 30",
            (ml, _, inner, rows) => inner.Fit(rows.GetRowCount() is null ? ml.Data.TakeRows(rows, 30) : rows)),
        Fit(
            "sparse", "reads sparse rows as others", (ml, c, inner, rows) =>
                RowFacts.Features(rows).Any(row => !row.IsDense) ? Linear(ml, c, l2: 100).Fit(rows) : inner.Fit(rows)),
        new(
            "task-columns", "gives no class", ConformanceTask.Multiclass, NetworkPromises,
            (ml, c) => Classes(ml, c).Append(ml.Transforms.DropColumns("PredictedLabel"))),
        new("schema-shape", "does not promise its score", ConformanceTask.Regression, Promises, (ml, c) =>
            new FaultyEstimator(Linear(ml, c))
            {
                PromiseWith = (inner, shape) => new SchemaShape(inner.GetOutputSchema(shape).Where(column => column.Name != "Score")),
            }),
        Fit(
            "column-names", "takes a column Features where there is one, whatever it is told", (ml, c, inner, rows) =>
                rows.Schema.GetColumnOrNull("Features") is null
                    ? inner.Fit(rows)
                    : Linear(ml, c with { Features = "Features" }).Fit(rows)),
        Fit("input-unchanged", "scales features where they lie", (_, _, inner, rows) =>
        {
            var model = inner.Fit(rows);
            foreach (var row in RowFacts.Features(rows).Where(row => row.IsDense && row.Length > 0))
                VBufferEditor.CreateFromBuffer(ref Unsafe.AsRef(in row)).Values[0] *= 2;
            return model;
        }),
        Fit("unit-weights", "has another penalty where there are weights", (ml, c, inner, rows) =>
            c.Weight is null ? inner.Fit(rows) : Linear(ml, c, l2: 10).Fit(rows)),
        Fit("zero-weights", "counts rows of the weight 0 a little", (_, c, inner, rows) =>
            inner.Fit(
                c.Weight is null || RowFacts.Numbers(rows, c.Weight).All(weight => weight == 0)
                    ? rows
                    : new ChangedView<float>(rows, c.Weight, (weight, _) => weight == 0 ? 0.01f : weight))),
        Weights("nan-weight", "takes NaN for 1", weight => float.IsNaN(weight) ? 1 : weight),
        Weights("negative-weight", "takes weights below 0 for 1", weight => weight < 0 ? 1 : weight),
        Weights("infinite-weight", "takes infinite weights for 1", weight => float.IsInfinity(weight) ? 1 : weight),
        Fit("all-weights-zero", "takes all weights for 1 where all are 0", (_, c, inner, rows) =>
            inner.Fit(
                c.Weight is null || RowFacts.Numbers(rows, c.Weight).Any(weight => weight != 0)
                    ? rows
                    : new ChangedView<float>(rows, c.Weight, (_, _) => 1))),
        new(
            "cancel-by-token", "does not pass its token on", ConformanceTask.Regression, Promises,
            (ml, c) => Linear(ml, c with { CancellationToken = default })),
        new(
            "cancel-by-context", "does not ask its context", ConformanceTask.Regression, Promises with { CancelContext = _ => { } },
            Linear),
        FitThrows("nan-features", (rows, _) => RowFacts.HasFeature(rows, float.IsNaN), Blunders.Null),
        Fit("nan-features", "never ends", (_, c, inner, rows) =>
        {
            if (RowFacts.HasFeature(rows, float.IsNaN))
                c.CancellationToken.WaitHandle.WaitOne();
            return inner.Fit(rows);
        }) with { Options = Promises with { TimeLimit = TimeSpan.FromSeconds(3) } },
        Fit("nan-features", "blames nothing", (_, _, inner, rows) =>
            RowFacts.HasFeature(rows, float.IsNaN) ? throw new InvalidOperationException("Something went wrong.") : inner.Fit(rows)),
        FitThrows("infinite-features", (rows, _) => RowFacts.HasFeature(rows, float.IsInfinity), Blunders.Index),
        FitThrows(
            "huge-features", (rows, _) => RowFacts.HasFeature(rows, value => value is > 1e25f and < float.PositiveInfinity),
            () => new OverflowException()),
        FitThrows(
            "missing-labels", (rows, c) => RowFacts.Numbers(rows, c.Label).Any(float.IsNaN), () => new KeyNotFoundException()),
        FitThrows("no-rows", (rows, _) => !RowFacts.HasRows(rows), Blunders.Index),
        FitThrows("one-training-row", (rows, _) => rows.GetRowCount() == 1, () => new DivideByZeroException()),
        FitThrows("one-feature", (rows, _) => RowFacts.Width(rows) == 1, Blunders.Index),
        FitThrows("many-features", (rows, _) => RowFacts.Width(rows) >= 50, () => new OverflowException()),
        FitThrows("constant-feature", (rows, _) => HasConstant(rows), () => new DivideByZeroException()),
        FitThrows(
            "one-class", (rows, c) => rows.GetRowCount() > 1 && RowFacts.Numbers(rows, c.Label).Distinct().Count() == 1,
            () => new DivideByZeroException()),
        FitThrows(
            "unused-class", (rows, c) => rows.Schema.GetColumnOrNull(c.Label)?.Type is KeyDataViewType { Count: 5 },
            Blunders.Index, ConformanceTask.Multiclass),
        FitThrows(
            "label-as-bool", (rows, c) => rows.Schema.GetColumnOrNull(c.Label)?.Type is BooleanDataViewType,
            () => new InvalidCastException()),
        FitThrows(
            "label-as-number", (rows, c) => rows.Schema.GetColumnOrNull(c.Label)?.Type is NumberDataViewType,
            () => new InvalidCastException(), ConformanceTask.Binary),
        FitThrows(
            "label-as-text", (rows, c) => rows.Schema.GetColumnOrNull(c.Label)?.Type is TextDataViewType,
            () => new InvalidCastException()),
        FitThrows(
            "label-as-key", (rows, c) => rows.Schema.GetColumnOrNull(c.Label)?.Type is KeyDataViewType,
            () => new InvalidCastException()),
        new("key-without-values", "learns otherwise from keys without values", ConformanceTask.Multiclass, NetworkPromises, (ml, c) =>
            new FaultyEstimator(Classes(ml, c))
            {
                FitWith = (inner, rows) =>
                    rows.Schema.GetColumnOrNull(c.Label)?.Annotations.Schema.Count == 0
                        ? Classes(ml, c, seed: 2).Fit(rows)
                        : inner.Fit(rows),
            }),
        FitThrows(
            "features-as-double", (rows, c) => Item(rows, c) == NumberDataViewType.Double, () => new InvalidCastException()),
        FitThrows(
            "features-of-unknown-size",
            (rows, c) => rows.Schema.GetColumnOrNull(c.Features)?.Type is VectorDataViewType { IsKnownSize: false },
            () => new OverflowException()),
        FitThrows(
            "feature-as-scalar", (rows, c) => rows.Schema.GetColumnOrNull(c.Features)?.Type is NumberDataViewType,
            () => new InvalidCastException()),
        FitThrows(
            "features-as-text", (rows, c) => rows.Schema.GetColumnOrNull(c.Features)?.Type is TextDataViewType,
            Blunders.Null),
        FitThrows("no-feature-column", (rows, c) => rows.Schema.GetColumnOrNull(c.Features) is null, () => new KeyNotFoundException()),
        FitThrows("no-label-column", (rows, c) => rows.Schema.GetColumnOrNull(c.Label) is null, Blunders.Null),
        Fit("no-weight-column", "does without weights where they are missing", (ml, c, inner, rows) =>
            c.Weight is not null && rows.Schema.GetColumnOrNull(c.Weight) is null
                ? Linear(ml, c with { Weight = null }).Fit(rows)
                : inner.Fit(rows)),
        new("shape-without-features", "promises an output of nothing", ConformanceTask.Regression, Promises, (ml, c) =>
            new FaultyEstimator(Linear(ml, c))
            {
                PromiseWith = (inner, shape) => shape.Any(column => column.Name == c.Features) ? inner.GetOutputSchema(shape) : shape,
            }),
    ];

    private static DataViewType? Item(IDataView rows, TrainerColumns c) =>
        (rows.Schema.GetColumnOrNull(c.Features)?.Type as VectorDataViewType)?.ItemType;

    private static bool HasConstant(IDataView rows)
    {
        var features = RowFacts.Features(rows);
        return features.Count > 1 && Enumerable.Range(0, features[0].Length)
            .Any(slot => features.Select(row => row.GetItemOrDefault(slot)).Distinct().Count() == 1);
    }
}
