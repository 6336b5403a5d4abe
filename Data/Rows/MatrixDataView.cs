using System.Security.Cryptography;
using Microsoft.ML;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Data.Rows;

/// <summary>
/// Rows in memory as ML.NET sees them: <c>Features</c>, a vector of Single of known size, and <c>Label</c>, Int32, Boolean or Single by
/// task.
/// </summary>
/// <remarks>
/// A view is immutable and safe to read from many threads. Views made from it by <see cref="Take"/>, <see cref="Slice"/> and
/// <see cref="Select"/> show the same storage. A row's id is its number in the storage, whatever the order of the view or of a shuffle.
/// </remarks>
public sealed class MatrixDataView : IDataView
{
    private readonly FeatureMatrix _features;
    private readonly LabelColumn _labels;
    private readonly RowSelection _rows;
    private string? _contentHash;
    private bool? _hasMissing;

    private MatrixDataView(FeatureMatrix features, LabelColumn labels, RowSelection rows, DataViewSchema schema)
    {
        _features = features;
        _labels = labels;
        _rows = rows;
        Schema = schema;
    }

    private MatrixDataView(
        FeatureMatrix features, LabelColumn labels, IReadOnlyList<string>? featureNames, IReadOnlyList<SlotRange>? categories)
        : this(
            features, labels, RowSelection.Range(0, labels.Count),
            MatrixSchema.Build(features.Columns, labels.Type, featureNames, categories))
    {
        if (features.Rows != labels.Count)
        {
            throw new ArgumentException(
                $"{features.Rows} rows of features and {labels.Count} labels; there must be as many.", nameof(labels));
        }

        if (featureNames is not null && featureNames.Count != features.Columns)
        {
            throw new ArgumentException(
                $"{featureNames.Count} names for {features.Columns} features; there must be as many.", nameof(featureNames));
        }
    }

    /// <summary>
    /// A view for a multiclass task; <paramref name="classes"/> holds class numbers from 0, <paramref name="categories"/> the slots of each
    /// category that is one-hot.
    /// </summary>
    public static MatrixDataView Multiclass(
        FeatureMatrix features, int[] classes, IReadOnlyList<string>? featureNames = null, IReadOnlyList<SlotRange>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(classes);
        return new(features, LabelColumn.Of(classes), featureNames, categories);
    }

    /// <summary>A view for a binary task; <paramref name="categories"/> holds the slots of each category that is one-hot.</summary>
    public static MatrixDataView Binary(
        FeatureMatrix features, bool[] labels, IReadOnlyList<string>? featureNames = null, IReadOnlyList<SlotRange>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        return new(features, LabelColumn.Of(labels), featureNames, categories);
    }

    /// <summary>A view for a regression; <paramref name="categories"/> holds the slots of each category that is one-hot.</summary>
    public static MatrixDataView Regression(
        FeatureMatrix features, float[] targets, IReadOnlyList<string>? featureNames = null, IReadOnlyList<SlotRange>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        return new(features, LabelColumn.Of(targets), featureNames, categories);
    }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <summary>True: a cursor given a random source walks over a permutation of all rows.</summary>
    public bool CanShuffle => true;

    /// <summary>The task that the labels are for.</summary>
    public LearningTask Task => _labels.Task;

    /// <summary>Number of rows.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Number of values in <c>Features</c>.</summary>
    public int FeatureCount => _features.Columns;

    /// <summary>Whether a feature of a row is missing (NaN); looked up once.</summary>
    public bool HasMissingFeatures => _hasMissing ??= FindMissing();

    /// <summary>SHA-256 of the rows in their order (features as stored, then labels), in lower-case hexadecimal.</summary>
    public string ContentHash => _contentHash ??= ComputeHash();

    /// <inheritdoc/>
    public long? GetRowCount() => RowCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        return new MatrixRowCursor(Schema, _features, _labels, _rows, columnsNeeded, rand);
    }

    /// <summary>One cursor over all rows, so that the order of rows never depends on the number of threads.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>
    /// Copies the features of row <paramref name="row"/> to <paramref name="destination"/>, of length <see cref="FeatureCount"/>.
    /// </summary>
    public void CopyFeatures(int row, Span<float> destination) => _features.CopyRow(StorageRow(row), destination);

    /// <summary>The class number of row <paramref name="row"/>, 0 or 1 for a binary task.</summary>
    /// <exception cref="InvalidOperationException">The task is a regression.</exception>
    public int GetClass(int row) => _labels.AsClass(StorageRow(row));

    /// <summary>The label of row <paramref name="row"/> as a number: the class, 0 or 1, or the target.</summary>
    public float GetLabel(int row) => _labels.AsSingle(StorageRow(row));

    /// <summary>
    /// The number of row <paramref name="row"/> among all rows that this view was taken from, from 0. Rows of a file that have no label are
    /// not counted.
    /// </summary>
    public int RowNumber(int row) => StorageRow(row);

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public MatrixDataView Take(int count) => Slice(0, count);

    /// <summary><paramref name="count"/> rows from <paramref name="start"/>.</summary>
    public MatrixDataView Slice(int start, int count) => new(_features, _labels, _rows.Slice(start, count), Schema);

    /// <summary>The rows whose numbers in this view are given, in that order; a row may come more than once.</summary>
    public MatrixDataView Select(ReadOnlySpan<int> rows) => new(_features, _labels, _rows.Select(rows), Schema);

    private int StorageRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        return _rows[row];
    }

    private bool FindMissing()
    {
        if (_features is not SingleMatrix values)
            return false;
        for (var row = 0; row < RowCount; row++)
        {
            foreach (var value in values.Row(_rows[row]))
            {
                if (float.IsNaN(value))
                    return true;
            }
        }

        return false;
    }

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (_rows.IsRange && RowCount > 0)
        {
            _features.AppendRows(hash, _rows[0], RowCount);
        }
        else
        {
            for (var i = 0; i < RowCount; i++)
                _features.AppendRows(hash, _rows[i], 1);
        }

        for (var i = 0; i < RowCount; i++)
            _labels.AppendRow(hash, _rows[i]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What is to be learned from a data set; it decides the type of the column <c>Label</c>.</summary>
public enum LearningTask
{
    /// <summary>One of several classes; <c>Label</c> is Int32, the class number from 0.</summary>
    Multiclass,

    /// <summary>One of two classes; <c>Label</c> is Boolean.</summary>
    Binary,

    /// <summary>A number; <c>Label</c> is Single.</summary>
    Regression,
}
