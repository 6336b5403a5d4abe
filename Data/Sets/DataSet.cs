using System.Security.Cryptography;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;

namespace MlPipelines.Data.Sets;

/// <summary>
/// A named source of rows with a task: views with the columns <c>Features</c> and <c>Label</c>, split once for every learner.
/// </summary>
/// <remarks>
/// <c>Features</c> is a vector of Single of known size; <c>Label</c> has the type that <see cref="LearningTask"/> says. The views share
/// their storage; a subset (<c>set with { Train = set.Train.Take(200) }</c>) costs no copy.
/// </remarks>
public sealed record DataSet
{
    /// <summary>The name in the catalog of what these rows are; for a stand-in the name of the generated set.</summary>
    public required string Name { get; init; }

    /// <summary>A title of a few words.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence on what the rows are.</summary>
    public required string Description { get; init; }

    /// <summary>What is to be learned.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>Where the rows come from; outputs print it.</summary>
    public required DataSource Source { get; init; }

    /// <summary>The rows to fit on.</summary>
    public required MatrixDataView Train { get; init; }

    /// <summary>The rows to choose settings on, or null.</summary>
    public MatrixDataView? Validation { get; init; }

    /// <summary>The rows to report on, or null.</summary>
    public MatrixDataView? Test { get; init; }

    /// <summary>
    /// More rows to report on, none of which is in <see cref="Test"/>, or null: a trained learner is judged on them too, with less chance
    /// in its figures.
    /// </summary>
    public MatrixDataView? LargeTest { get; init; }

    /// <summary>A name for each class, in the order of the class numbers; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>How rows of the file become <c>Features</c>; null where the features are the data's own.</summary>
    public RecordEncoding? Encoding { get; init; }

    /// <summary>The shape of a row that is an image, else null.</summary>
    public ImageShape? ImageShape { get; init; }

    /// <summary>
    /// How a picture file becomes such a row, for predictions; by default cropped to <see cref="ImageShape"/>. Null where rows are not
    /// square images of red, green and blue planes.
    /// </summary>
    public ImageOptions? ImageReading
    {
        get => field ?? (ImageShape is { Channels: 3 } shape && shape.Height == shape.Width ? new() { Size = shape.Height } : null);
        init;
    }

    /// <summary>Number of values in <c>Features</c>.</summary>
    public int FeatureCount => Train.FeatureCount;

    /// <summary>Number of classes: 2 for a binary task, 0 for regression.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Number of rows in <see cref="Train"/>.</summary>
    public int TrainRows => Train.RowCount;

    /// <summary>Number of rows in <see cref="Validation"/>, 0 when there is none.</summary>
    public int ValidationRows => Validation?.RowCount ?? 0;

    /// <summary>Number of rows in <see cref="Test"/>, 0 when there is none.</summary>
    public int TestRows => Test?.RowCount ?? 0;

    /// <summary>Number of rows in <see cref="LargeTest"/>, 0 when there is none.</summary>
    public int LargeTestRows => LargeTest?.RowCount ?? 0;

    /// <summary>SHA-256 over features and labels of all splits, in lower-case hexadecimal.</summary>
    public string ContentHash =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(
            $"{Train.ContentHash}|{Validation?.ContentHash}|{Test?.ContentHash}"
                + (LargeTest is null ? "" : $"|{LargeTest.ContentHash}"))));

    /// <summary>
    /// The data set with its test rows in two parts: the first rows stay <see cref="Test"/>, those that follow become
    /// <see cref="LargeTest"/>.
    /// </summary>
    /// <param name="test">Rows of the first part; where there are no more, there is no second part.</param>
    /// <param name="largeTest">The most rows of the second part; rows beyond them are left out.</param>
    public DataSet WithLargeTest(int test, int largeTest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(largeTest, 1);
        return Test is null || TestRows <= test
            ? this with { LargeTest = null }
            : this with { Test = Test.Take(test), LargeTest = Test.Slice(test, Math.Min(largeTest, TestRows - test)) };
    }
}

/// <summary>The origin of a data set and a sentence that outputs print, so that generated rows never pass for real ones.</summary>
/// <param name="Origin">The kind of source.</param>
/// <param name="Text">A short sentence, such as <c>generated stand-in for mnist: digits, seed 1</c>.</param>
public sealed record DataSource(DataOrigin Origin, string Text)
{
    /// <summary>The name that was asked for when these rows stand in for it, else null.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>True when these rows were generated in place of a real data set.</summary>
    public bool IsStandIn => Origin == DataOrigin.StandIn;

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal DataSource AsStandInFor(string name, string dataSet) =>
        new(DataOrigin.StandIn, $"generated stand-in for {name}: {dataSet}, {Text}") { StandsInFor = name };
}

/// <summary>Where the rows of a data set come from.</summary>
public enum DataOrigin
{
    /// <summary>Published files, read from the data directory or from the download cache.</summary>
    Files,

    /// <summary>Computed from a seed.</summary>
    Generated,

    /// <summary>Computed from a seed in place of published files that were asked for and are not there.</summary>
    StandIn,

    /// <summary>A file of the user's.</summary>
    UserFile,
}

/// <summary>The shape of rows that are images: <c>Features</c> is [channels, height, width], row-major.</summary>
/// <param name="Channels">Number of colour planes, 1 for grey.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Number of features of one image.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>As <c>3x32x32</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
