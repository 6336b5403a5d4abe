using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Examples;

/// <summary>
/// Reads training examples into memory. Rows whose features, label or weight are NaN, infinite or a missing key are skipped,
/// with a warning that gives their number.
/// </summary>
internal static class ExampleReader
{
    /// <inheritdoc cref="ReadInto"/>
    public static ExampleSet Read(
        IDataView data,
        string featureColumnName,
        string labelColumnName,
        string? weightColumnName,
        IHost host,
        string skippedParts = "features/label/weight",
        string noExamples = "No valid training instances found, all instances have missing features.")
    {
        var examples = new ExampleSet(data.Schema[featureColumnName].Type.ValueCount());
        ReadInto(examples, data, featureColumnName, labelColumnName, weightColumnName, host, skippedParts, noExamples);
        return examples;
    }

    /// <param name="examples">Takes in the rows that are not skipped.</param>
    /// <param name="data">The data, whose columns have been checked.</param>
    /// <param name="weightColumnName">Null when all examples weigh 1.</param>
    /// <param name="host">What the warning comes from: as a rule the trainer's host.</param>
    /// <param name="skippedParts">What the warning says may be missing.</param>
    /// <param name="noExamples">What the error says when no row is left.</param>
    /// <param name="channelName">The channel of the warning.</param>
    /// <exception cref="InvalidOperationException">No row is left.</exception>
    public static void ReadInto(
        IExampleSink examples,
        IDataView data,
        string featureColumnName,
        string labelColumnName,
        string? weightColumnName,
        IHost host,
        string skippedParts,
        string noExamples,
        string channelName = "Training")
    {
        DataViewSchema schema = data.Schema;
        DataViewSchema.Column featureColumn = schema[featureColumnName], labelColumn = schema[labelColumnName];
        DataViewSchema.Column? weightColumn = weightColumnName is null ? null : schema[weightColumnName];
        int width = featureColumn.Type.ValueCount();
        DataViewSchema.Column[] columns = weightColumn is { } column ? [featureColumn, labelColumn, column] : [featureColumn, labelColumn];

        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
        ValueGetter<float> getLabel = LabelGetter.Create(cursor, labelColumn);
        ValueGetter<float>? getWeight = weightColumn is { } source ? cursor.GetGetter<float>(source) : null;

        VBuffer<float> features = default;
        float label = 0, weight = 1;
        long skipped = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            getWeight?.Invoke(ref weight);
            getFeatures(ref features);
            if (features.Length != width)
                throw new InvalidOperationException($"Feature column '{featureColumnName}' has {features.Length} values in row {cursor.Position}, but its type says {width}.");
            ReadOnlySpan<float> values = features.GetValues();
            if (!float.IsFinite(label) || !float.IsFinite(weight) || !TensorPrimitives.IsFiniteAll(values))
                skipped++;
            else if (features.IsDense)
                examples.AddDense(values, label, weight);
            else
                examples.AddSparse(features.GetIndices(), values, label, weight);
        }

        if (examples.Count == 0)
            throw new InvalidOperationException(noExamples + (skipped == 0 ? " The data has no rows." : $" All {skipped} rows were skipped: each has a feature, label or weight that is missing or infinite."));
        if (skipped > 0)
        {
            using IChannel channel = host.Start(channelName);
            channel.Warning(MessageSensitivity.None, $"Skipped {skipped} instances with missing {skippedParts} during training");
        }
    }
}
