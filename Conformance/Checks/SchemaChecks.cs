using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Conformance.Outputs;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>What the estimator and the model say of their columns, and what the columns are.</summary>
internal static class SchemaChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new(
            "schema-shape", "The shape that the estimator promises is that of the rows behind the model: names, kinds, types, annotations.",
            CheckNeeds.Fit, Shape),
        new("model-schema", "The schema that the model tells is that of the rows behind it.", CheckNeeds.Fit, ModelSchema),
        new(
            "column-names", "Columns of other names give the same model, though columns of the usual names are there too.",
            CheckNeeds.Repeat, Names),
        new("label-not-needed", "Rows without a label and a weight can be predicted.", CheckNeeds.Fit, LabelNotNeeded),
        new(
            "input-unchanged", "Fit and predict write into no array of the rows, even where a view gives out its own.", CheckNeeds.Fit,
            InputUnchanged),
    ];

    private static CheckResult Shape(TrainerUnderTest trainer)
    {
        var fitted = trainer.GoodFit;
        var promised = fitted.Estimator.GetOutputSchema(RowShapes.Of(fitted.Context, trainer.Rows));
        var view = trainer.Rows.View();
        var found = fitted.Model.Transform(view).Schema.Where(column => !column.IsHidden).ToList();
        foreach (var column in found)
        {
            var shape = promised.Where(candidate => candidate.Name == column.Name).ToList();
            if (shape.Count == 0)
                return CheckResult.Failed($"The column {column.Name} is there and was not promised.");
            if (WhyNot(shape[0], column) is { } reason)
                return CheckResult.Failed($"The column {column.Name} {reason}.");
        }

        var names = found.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var missing = promised.Select(column => column.Name).FirstOrDefault(name => !names.Contains(name));
        return CheckResult.Of(missing is null ? null : $"the column {missing} was promised and is not there");
    }

    private static string? WhyNot(SchemaShape.Column promised, DataViewSchema.Column found)
    {
        var (kind, item) = found.Type switch
        {
            VectorDataViewType { IsKnownSize: true } vector => (SchemaShape.Column.VectorKind.Vector, vector.ItemType),
            VectorDataViewType vector => (SchemaShape.Column.VectorKind.VariableVector, vector.ItemType),
            var single => (SchemaShape.Column.VectorKind.Scalar, single),
        };
        if (promised.Kind != kind)
            return $"was promised as {promised.Kind} and is {found.Type}";
        if (promised.IsKey != item is KeyDataViewType || promised.ItemType.RawType != item.RawType)
            return $"was promised as {(promised.IsKey ? "a key of " : "")}{promised.ItemType} and is {found.Type}";
        var there = found.Annotations.Schema.Select(annotation => annotation.Name).ToHashSet(StringComparer.Ordinal);
        var missing = promised.Annotations.Select(annotation => annotation.Name).FirstOrDefault(name => !there.Contains(name));
        return missing is null ? null : $"was promised with the annotation {missing}, which it does not have";
    }

    private static CheckResult ModelSchema(TrainerUnderTest trainer)
    {
        var (view, model) = (trainer.Others.View(), trainer.GoodFit.Model);
        return CheckResult.Of(SchemaTexts.FirstDifference(model.GetOutputSchema(view.Schema), model.Transform(view).Schema));
    }

    private static CheckResult Names(TrainerUnderTest trainer)
    {
        var rows = trainer.Rows with { Names = ColumnNames.Unusual, HasDecoys = true };
        var others = trainer.Others with { Names = ColumnNames.Unusual, HasDecoys = true };
        var expected = trainer.GoodPredictions;
        if (trainer.Options.SupportsWeights)
        {
            var weights = WeightChecks.SomeWeights(rows.Count);
            rows = rows with { Weights = weights };
            expected = trainer.Fit(trainer.Rows with { Weights = weights }).Predict(trainer.Others);
        }

        return RepetitionChecks.Compare(
            Differences.Between(expected, trainer.Fit(rows).Predict(others)), trainer.Options.Tolerance);
    }

    private static CheckResult LabelNotNeeded(TrainerUnderTest trainer) => RepetitionChecks.Compare(
        Differences.Between(trainer.GoodPredictions, trainer.GoodFit.Predict(trainer.Others with { HasLabel = false })),
        trainer.Options.Tolerance);

    private static CheckResult InputUnchanged(TrainerUnderTest trainer)
    {
        var rows = trainer.Rows.Copy() with { LendsArrays = true };
        var others = trainer.Others.Copy() with { LendsArrays = true };
        trainer.Fit(rows).Predict(others);
        return CheckResult.Of(Change(trainer.Rows, rows, "training") ?? Change(trainer.Others, others, "predicted"));
    }

    private static string? Change(RowSet expected, RowSet found, string kind)
    {
        for (var row = 0; row < expected.Count; row++)
        {
            for (var slot = 0; slot < expected.Width; slot++)
            {
                var (was, now) = (expected.Features[row][slot], found.Features[row][slot]);
                if (BitConverter.SingleToInt32Bits(was) != BitConverter.SingleToInt32Bits(now))
                    return $"feature {slot} of the {kind} row {row} was {was} and is now {now}";
            }
        }

        return null;
    }
}
