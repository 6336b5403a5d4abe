namespace MlPipelines.CustomTrainers.Training;

/// <summary>How much each class counts.</summary>
/// <param name="classWeights">A weight for each class; empty where all count the same.</param>
/// <param name="balanced">Whether each class counts the same in total, however rare.</param>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="className">What errors call a class.</param>
internal sealed class ClassWeighting(IReadOnlyList<double> classWeights, bool balanced, int classes, Func<int, string> className)
{
    /// <summary>Refuses weights that are not one for each class.</summary>
    /// <exception cref="InvalidOperationException">Not as many class weights as classes.</exception>
    public void Check()
    {
        if (classWeights.Count > 0 && classWeights.Count != classes)
            throw new InvalidOperationException($"There are {classWeights.Count} class weights, but the label has {classes} classes.");
    }

    /// <summary>The weight of each class, for training rows of these classes; empty where all count the same.</summary>
    /// <exception cref="InvalidOperationException">All rows are of one class.</exception>
    public float[] For<T>(ReadOnlySpan<T> labels)
        where T : IConvertible
    {
        var counts = new int[classes];
        foreach (var label in labels) counts[label.ToInt32(null)]++;
        if (counts.Count(c => c > 0) < 2)
            throw new InvalidOperationException(
                $"All {labels.Length} rows of the training data have the label {className(Array.FindIndex(counts, c => c > 0))}; a classifier needs rows of at least 2 classes.");
        if (!balanced) return [.. classWeights.Select(w => (float)w)];
        var (rows, present) = (labels.Length, counts.Count(c => c > 0));
        return [.. counts.Select(c => c == 0 ? 1f : (float)((double)rows / ((double)present * c)))];
    }
}
