using System.Collections.Immutable;
using Microsoft.ML.Evaluation;

namespace Microsoft.ML.Data;

/// <summary>Counts of rows by true class (rows of the table) and predicted class (columns).</summary>
public sealed class ConfusionMatrix
{
    private readonly ImmutableArray<string> _classNames;
    private readonly bool _isBinary;
    private string? _formatted;

    internal ConfusionMatrix(double[][] counts, IEnumerable<string> classNames, bool isBinary)
    {
        _classNames = [.. classNames];
        _isBinary = isBinary;
        NumberOfClasses = counts.Length;
        Counts = Array.AsReadOnly([.. counts.Select(row => (IReadOnlyList<double>)Array.AsReadOnly((double[])row.Clone()))]);
        PerClassPrecision = ImmutableArray.CreateRange(Enumerable.Range(0, NumberOfClasses).Select(k => Ratio(counts[k][k], counts.Sum(row => row[k]))));
        PerClassRecall = ImmutableArray.CreateRange(Enumerable.Range(0, NumberOfClasses).Select(k => Ratio(counts[k][k], counts[k].Sum())));
    }

    /// <summary>For each class, the fraction of the rows predicted as it that are of it; 0 when none was.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>For each class, the fraction of its rows predicted as it; 0 when it has none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>Counts[actual][predicted].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses { get; }

    /// <summary>The table as text, with recall at the right and precision below.</summary>
    public string GetFormattedConfusionTable() => _formatted ??= ConfusionTableText.Format(this, _classNames, _isBinary);

    /// <summary>The number of rows of class <paramref name="actualClassIndicatorIndex"/> predicted as <paramref name="predictedClassIndicatorIndex"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not that of a class.</exception>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private void CheckIndex(int index, string name)
    {
        if (index < 0 || index >= NumberOfClasses)
            throw new ArgumentOutOfRangeException(name, $"Invalid index {index}. Should be non-negative, less than the number of classes, {NumberOfClasses}.");
    }
}
