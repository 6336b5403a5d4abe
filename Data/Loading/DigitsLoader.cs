using MlPipelines.Data.Digits;
using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Loading;

/// <summary>Handwritten-like digits, generated: any number, no file.</summary>
internal sealed class DigitsLoader : DataSetLoader
{
    private const int DefaultTrain = 6_000;
    private const int DefaultHeld = 2_000;

    public override DataSetInfo Info { get; } = new()
    {
        Name = "digits",
        Title = "Generated digits",
        Description = "Stroke-drawn handwritten-like digits, 28x28 grey pixels from 0 to 255, 10 classes, any number of rows from a seed.",
        Task = LearningTask.Multiclass,
        NeedsFiles = false,
    };

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken) => new()
    {
        Name = Info.Name,
        Title = Info.Title,
        Description = Info.Description,
        Task = Info.Task,
        Source = new DataSource(DataOrigin.Generated, $"generated from seed {options.Seed}"),
        Train = Generate(options.Seed, StreamPurpose.Train, options.TrainRows ?? DefaultTrain, cancellationToken),
        Validation = Generate(options.Seed, StreamPurpose.Validation, options.ValidationRows ?? DefaultHeld, cancellationToken),
        Test = Generate(options.Seed, StreamPurpose.Test, options.TestRows ?? DefaultHeld, cancellationToken),
        ClassNames = MnistLoader.DigitNames,
        ImageShape = new ImageShape(1, DigitImage.Size, DigitImage.Size),
    };

    private static MatrixDataView Generate(int seed, StreamPurpose split, int rows, CancellationToken cancellationToken)
    {
        const int PixelCount = DigitImage.Size * DigitImage.Size;
        byte[] pixels = new byte[checked(rows * PixelCount)];
        int[] digits = new int[rows];
        RowGenerator.ForEachRow(rows, Draw, cancellationToken);
        return MatrixDataView.Multiclass(new ByteMatrix(pixels, PixelCount), digits);

        void Draw(int row)
        {
            var random = new RandomStream(seed, split, row);
            digits[row] = random.Below(10);
            DigitImage.Draw(digits[row], ref random, pixels.AsSpan(row * PixelCount, PixelCount));
        }
    }
}
