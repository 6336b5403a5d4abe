using MlPipelines.Data.Files;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>Handwritten-like digits, generated: any number, no file.</summary>
internal sealed class DigitsLoader : DataSetLoader
{
    private const int DefaultTrain = 6_000;
    private const int DefaultHeld = 2_000;
    private static readonly int[] AllDigits = [.. Enumerable.Range(0, 10)];

    public override DataSetInfo Info { get; } = new()
    {
        Name = "digits",
        Title = "Generated digits",
        Description = "Stroke-drawn handwritten-like digits, 28x28 grey pixels from 0 to 255, 10 classes, any number of rows from a seed.",
        Task = LearningTask.Multiclass,
        NeedsFiles = false,
    };

    internal static ImageShape Shape { get; } = new(1, DigitImage.Size, DigitImage.Size);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        return Create(
            Generated(options),
            Generate(StreamPurpose.Train, options.TrainRows ?? DefaultTrain),
            Generate(StreamPurpose.Validation, options.ValidationRows ?? DefaultHeld),
            Generate(StreamPurpose.Test, options.TestRows ?? DefaultHeld)) with
        {
            ClassNames = MnistLoader.DigitNames,
            ImageShape = Shape,
        };

        MatrixDataView Generate(StreamPurpose split, int rows)
        {
            (var pixels, var digits) = Draw(options.Seed, split, rows, AllDigits, cancellationToken);
            return MatrixDataView.Multiclass(pixels, digits);
        }
    }

    /// <summary>Draws images of digits, each of the given ones as likely.</summary>
    internal static (ByteMatrix Pixels, int[] Digits) Draw(
        int seed, StreamPurpose split, int rows, int[] among, CancellationToken cancellationToken)
    {
        const int PixelCount = DigitImage.Size * DigitImage.Size;
        var pixels = new byte[checked(rows * PixelCount)];
        var digits = new int[rows];
        RowGenerator.ForEachRow(rows, DrawRow, cancellationToken);
        return (new ByteMatrix(pixels, PixelCount), digits);

        void DrawRow(int row)
        {
            var random = new RandomStream(seed, split, row);
            digits[row] = among[random.Below(among.Length)];
            DigitImage.Draw(digits[row], ref random, pixels.AsSpan(row * PixelCount, PixelCount));
        }
    }
}

/// <summary>Handwritten-like images of two digits, generated: any number, no file.</summary>
internal sealed class GeneratedDigitPairLoader(int no, int yes) : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 400;

    public override DataSetInfo Info { get; } = new()
    {
        Name = $"digits-{no}-{yes}",
        Title = $"Generated digits, {no} or {yes}",
        Description =
            $"Stroke-drawn handwritten-like images of a {no} or a {yes}, 28x28 grey pixels from 0 to 255, any number of rows from a seed: "
                + $"is it a {yes}?",
        Task = LearningTask.Binary,
        NeedsFiles = false,
    };

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        return Create(
            Generated(options),
            Generate(StreamPurpose.Train, options.TrainRows ?? DefaultTrain),
            options.ValidationRows is { } rows ? Generate(StreamPurpose.Validation, rows) : null,
            Generate(StreamPurpose.Test, options.TestRows ?? DefaultTest)) with
        {
            ClassNames = [$"{no}", $"{yes}"],
            ImageShape = DigitsLoader.Shape,
        };

        MatrixDataView Generate(StreamPurpose split, int rows)
        {
            (var pixels, var digits) = DigitsLoader.Draw(options.Seed, split, rows, [no, yes], cancellationToken);
            return MatrixDataView.Binary(pixels, Array.ConvertAll(digits, digit => digit == yes));
        }
    }
}
