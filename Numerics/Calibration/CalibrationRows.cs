namespace MlPipelines.Numerics.Calibration;

/// <summary>Checks the rows that a calibration is fitted on.</summary>
internal static class CalibrationRows
{
    /// <summary>Checks sizes, probabilities, labels and weights, and gives the sum of the weights.</summary>
    /// <param name="probabilities">[rows, classes], each from 0 to 1.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="labels">[rows]: classes from 0.</param>
    /// <param name="weights">[rows], at least 0; empty where all count the same.</param>
    /// <exception cref="ArgumentException">Something is out of its range; the message says where.</exception>
    public static double Require(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.IsEmpty || probabilities.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException(
                $"{labels.Length} rows of {classes} probabilities were expected, and at least one row; got {probabilities.Length} "
                + "probabilities.",
                nameof(probabilities));
        }

        if (!weights.IsEmpty && weights.Length != labels.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {labels.Length} rows.", nameof(weights));
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(
                    $"Row {i / classes} has {probabilities[i]} for class {i % classes}, where a probability from 0 to 1 was expected.",
                    nameof(probabilities));
            }
        }

        var total = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0 || labels[row] >= classes)
            {
                throw new ArgumentException(
                    $"Row {row} has the label {labels[row]}, where a class from 0 to {classes - 1} was expected.", nameof(labels));
            }

            var weight = weights.IsEmpty ? 1 : weights[row];
            if (!(float.IsFinite(weight) && weight >= 0))
            {
                throw new ArgumentException(
                    $"Row {row} has the weight {weight}, where a finite number of at least 0 was expected.", nameof(weights));
            }

            total += weight;
        }

        return total > 0 ? total : throw new ArgumentException("All rows have the weight 0; at least one must count.", nameof(weights));
    }
}
