using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>Goes over scored data once and computes its <see cref="BinaryClassificationMetrics"/>.</summary>
internal static class BinaryEvaluator
{
    public static BinaryClassificationMetrics Evaluate(IDataView data, string label, string score, string predictedLabel) =>
        Gather(data, label, score, null, predictedLabel, out string[] names).ToMetrics(names);

    public static CalibratedBinaryClassificationMetrics EvaluateCalibrated(
        IDataView data, string label, string score, string probability, string predictedLabel) =>
        Gather(data, label, score, Check.NotEmpty(probability), predictedLabel, out string[] names).ToCalibratedMetrics(names);

    private static BinaryAccumulator Gather(
        IDataView data, string label, string score, string? probability, string predictedLabel, out string[] classNames)
    {
        Check.NotNull(data);
        DataViewSchema.Column labelColumn = FindLabel(data.Schema, label);
        DataViewSchema.Column scoreColumn = EvaluatedColumns.FindSingle(data.Schema, "score", score);
        EvaluatedColumns.Find(data.Schema, "predicted label", predictedLabel);
        DataViewSchema.Column? probabilityColumn =
            probability is null ? null : EvaluatedColumns.FindSingle(data.Schema, "probability", probability);
        classNames = ClassNames(labelColumn);

        var accumulator = new BinaryAccumulator();
        DataViewSchema.Column[] columns = probabilityColumn is { } column ? [labelColumn, scoreColumn, column] : [labelColumn, scoreColumn];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        ValueGetter<float> getLabel = LabelGetter.Create(cursor, labelColumn), getScore = cursor.GetGetter<float>(scoreColumn);
        ValueGetter<float> getProbability = probabilityColumn is { } source
            ? cursor.GetGetter<float>(source)
            : (ref float destination) => destination = float.NaN;
        float labelValue = 0, scoreValue = 0, probabilityValue = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref labelValue);
            getScore(ref scoreValue);
            getProbability(ref probabilityValue);
            accumulator.Add(labelValue, scoreValue, probabilityValue);
        }

        return accumulator;
    }

    private static DataViewSchema.Column FindLabel(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = EvaluatedColumns.Find(schema, "label", name);
        bool valid = column.Type == NumberDataViewType.Single
            || column.Type == NumberDataViewType.Double
            || column.Type is BooleanDataViewType or KeyDataViewType { Count: 2 };
        return valid ? column : throw EvaluatedColumns.Mismatch("label", column, "Single, Double, Boolean, or a Key with cardinality 2");
    }

    private static string[] ClassNames(DataViewSchema.Column label)
    {
        if (label.Type is not KeyDataViewType || !label.HasKeyValues(TextDataViewType.Instance))
            return ["positive", "negative"];
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
