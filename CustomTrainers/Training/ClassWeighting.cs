using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>How much each class counts.</summary>
/// <param name="classWeights">A weight for each class; empty where all count the same.</param>
/// <param name="balanced">Whether each class counts the same in total, however rare.</param>
/// <param name="classes">The classes.</param>
internal sealed class ClassWeighting(IReadOnlyList<double> classWeights, bool balanced, LabelClasses classes)
{
    /// <summary>Refuses weights that are not one for each class.</summary>
    /// <exception cref="InvalidOperationException">Not as many class weights as classes.</exception>
    public void Check()
    {
        if (classWeights.Count > 0 && classWeights.Count != classes.Count)
        {
            throw new InvalidOperationException(
                $"There are {classWeights.Count} class weights, but the label has {classes.Count} classes.");
        }
    }

    /// <summary>The weight of each class, for training rows of these classes; empty where all count the same.</summary>
    /// <param name="labels">[rows] classes from 0.</param>
    /// <param name="weights">[rows], above 0, or empty for all 1.</param>
    /// <exception cref="InvalidOperationException">All rows are of one class.</exception>
    public float[] For<T>(ReadOnlySpan<T> labels, ReadOnlySpan<float> weights)
        where T : IConvertible
    {
        var totals = new double[classes.Count];
        for (var row = 0; row < labels.Length; row++)
            totals[labels[row].ToInt32(null)] += weights.IsEmpty ? 1 : weights[row];
        var present = totals.Count(total => total > 0);
        if (present < 2)
        {
            var only = classes.Words(Array.FindIndex(totals, total => total > 0));
            throw new InvalidOperationException(
                $"All {labels.Length} rows of the training data have the label {only}; a classifier needs rows of at least 2 classes.");
        }

        if (!balanced)
            return [.. classWeights.Select(w => (float)w)];
        var all = totals.Sum();
        return [.. totals.Select(total => total == 0 ? 1f : (float)(all / (present * total)))];
    }

    /// <summary>Each row's weight times that of its class; the rows' own where classes have none.</summary>
    /// <param name="classWeights">[classes], or empty.</param>
    /// <param name="labels">[rows] classes from 0.</param>
    /// <param name="weights">[rows], or empty for all 1.</param>
    public static ReadOnlyMemory<float> Combine<T>(float[] classWeights, ReadOnlySpan<T> labels, ReadOnlyMemory<float> weights)
        where T : IConvertible
    {
        if (classWeights.Length == 0)
            return weights;
        var combined = new float[labels.Length];
        for (var i = 0; i < combined.Length; i++)
            combined[i] = classWeights[labels[i].ToInt32(null)] * (weights.IsEmpty ? 1 : weights.Span[i]);
        return combined;
    }
}
