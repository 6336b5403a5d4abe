using System.Globalization;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Experiments.Explaining;

/// <summary>What a trained pipeline predicts on average when all rows have one value in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsNumber">Whether its values are numbers.</param>
/// <param name="Points">The values, in order, each with the mean prediction: one number, or the mean probability of each class.</param>
/// <remarks>
/// J. Friedman, Greedy function approximation, Annals of Statistics 29, 2001. Where columns go together, it asks of rows that do not occur.
/// </remarks>
public sealed record PartialDependence(string Column, bool IsNumber, IReadOnlyList<DependencePoint> Points)
{
    private const int MostValues = 12;

    /// <summary>The dependence on a column; null where it has a single value.</summary>
    /// <param name="predictor">The pipeline's predictor.</param>
    /// <param name="rows">The rows over which predictions are averaged.</param>
    /// <param name="encoding">What the pipeline knows of the column.</param>
    public static PartialDependence? Of(
        RecordPredictor predictor, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, FeatureEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(encoding);
        var texts = rows.Select(row => row.GetValueOrDefault(encoding.Column) as string).OfType<string>().ToList();
        var isNumber = encoding.Type == CsvColumnType.Number && texts.Count(text => NumberOf(text) is not null) > 0.9 * texts.Count;
        var values = isNumber ? Quantiles([.. texts.Where(text => NumberOf(text) is not null)])
            : texts.CountBy(text => text).OrderByDescending(pair => pair.Value).Take(MostValues).Select(pair => pair.Key).ToList();
        if (values.Count < 2)
            return null;
        return new(encoding.Column, isNumber, [.. values.Select(value => PointOf(predictor, rows, encoding.Column, value))]);
    }

    /// <summary>A text as a number; null where it is none.</summary>
    public static double? NumberOf(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Values that occur, about as many rows between each and the next.</summary>
    private static List<string> Quantiles(List<string> texts)
    {
        texts.Sort((a, b) => NumberOf(a)!.Value.CompareTo(NumberOf(b)!.Value));
        return texts.Count == 0 ? []
            : [.. Enumerable.Range(0, MostValues).Select(i => texts[i * (texts.Count - 1) / (MostValues - 1)]).DistinctBy(NumberOf)];
    }

    private static DependencePoint PointOf(
        RecordPredictor predictor, IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, string column, string value)
    {
        var predictions = new RecordPrediction[rows.Count];
        PermutationImportance.ForEach(rows.Count, i => predictions[i] = predictor.Predict(
            new Dictionary<string, object?>(rows[i], StringComparer.Ordinal) { [column] = value }));
        IReadOnlyList<(string, double)> means = predictions[0].Label is null
            ? [("prediction", predictions.Average(prediction => (double)prediction.Value!.Value))]
            : [
                .. predictions[0].Scores.Select(score => score.Label).Order(StringComparer.Ordinal).Select(label => (
                    label,
                    predictions.Average(prediction => (double)prediction.Scores.First(score => score.Label == label).Score))),
            ];
        return new(value, means);
    }
}

/// <summary>A value of a column with the mean predictions.</summary>
/// <param name="Value">The value, as the table has it.</param>
/// <param name="Means">The mean prediction of a number (<c>prediction</c>), or the mean score of each class.</param>
public sealed record DependencePoint(string Value, IReadOnlyList<(string Name, double Mean)> Means);
