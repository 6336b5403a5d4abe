using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Loading;

/// <summary>Handwritten-like images of two digits, generated: any number, no file.</summary>
internal sealed class GeneratedDigitPairLoader(int no, int yes) : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 400;

    public override DataSetInfo Info { get; } = new()
    {
        Name = $"digits-{no}-{yes}",
        Title = $"Generated digits, {no} or {yes}",
        Description = $"Stroke-drawn handwritten-like images of a {no} or a {yes}, 28x28 grey pixels from 0 to 255, any number of rows from a seed: is it a {yes}?",
        Task = LearningTask.Binary,
        NeedsFiles = false,
    };

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
            Validation = options.ValidationRows is { } rows ? Generate(StreamPurpose.Validation, rows) : null,
            Test = Generate(StreamPurpose.Test, options.TestRows ?? DefaultTest),
            ClassNames = [$"{no}", $"{yes}"],
            ImageShape = DigitsLoader.Shape,
        };

        MatrixDataView Generate(StreamPurpose split, int rows)
        {
            (ByteMatrix pixels, int[] digits) = DigitsLoader.Draw(options.Seed, split, rows, [no, yes], cancellationToken);
            return MatrixDataView.Binary(pixels, Array.ConvertAll(digits, digit => digit == yes));
        }
    }
}
