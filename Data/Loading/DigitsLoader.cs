using MlPipelines.Data.Digits;
using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Loading;

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
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Generated, $"generated from seed {options.Seed}"),
            Train = Generate(StreamPurpose.Train, options.TrainRows ?? DefaultTrain),
            Validation = Generate(StreamPurpose.Validation, options.ValidationRows ?? DefaultHeld),
            Test = Generate(StreamPurpose.Test, options.TestRows ?? DefaultHeld),
            ClassNames = MnistLoader.DigitNames,
            ImageShape = Shape,
        };

        MatrixDataView Generate(StreamPurpose split, int rows)
        {
            (ByteMatrix pixels, int[] digits) = Draw(options.Seed, split, rows, AllDigits, cancellationToken);
            return MatrixDataView.Multiclass(pixels, digits);
        }
    }

    /// <summary>Draws images of digits, each of the given ones as likely.</summary>
    internal static (ByteMatrix Pixels, int[] Digits) Draw(int seed, StreamPurpose split, int rows, int[] among, CancellationToken cancellationToken)
    {
        const int PixelCount = DigitImage.Size * DigitImage.Size;
        byte[] pixels = new byte[checked(rows * PixelCount)];
        int[] digits = new int[rows];
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
