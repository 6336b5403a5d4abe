namespace MlPipelines.Data.Loading;

/// <summary>MNIST: all 60 000 training images, or 50 000 of them with the other 10 000 to validate on.</summary>
internal sealed class MnistLoader(bool validation) : DataSetLoader
{
    private const int TrainWithValidation = 50_000;
    internal static readonly ImageShape Shape = new(1, 28, 28);

    public override DataSetInfo Info { get; } = new()
    {
        Name = validation ? "mnist-50k" : "mnist",
        Title = validation ? "MNIST, 50 000 to train" : "MNIST",
        Description = "Handwritten digits, 28x28 grey pixels from 0 to 255, 10 classes (LeCun, Cortes, Burges): "
            + (validation ? "the first 50 000 training images to train, the last 10 000 to validate, 10 000 test images." : "60 000 training images, 10 000 test images."),
        Task = LearningTask.Multiclass,
        NeedsFiles = true,
        CanDownload = true,
        StandIn = "digits",
    };

    public override string? Locate(DataSetOptions options) => MnistFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = MnistFiles.Obtain(Info.Name, options, new Downloader(), progress, cancellationToken);
        MatrixDataView train = Read(folder, MnistFile.TrainImages, MnistFile.TrainLabels, cancellationToken);
        MatrixDataView test = Read(folder, MnistFile.TestImages, MnistFile.TestLabels, cancellationToken);
        MatrixDataView? held = validation ? train.Slice(TrainWithValidation, train.RowCount - TrainWithValidation) : null;
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Files, $"MNIST's files in {folder}"),
            Train = First(validation ? train.Take(TrainWithValidation) : train, options.TrainRows, "train"),
            Validation = held is null ? null : First(held, options.ValidationRows, "validation"),
            Test = First(test, options.TestRows, "test"),
            ClassNames = DigitNames,
            ImageShape = Shape,
        };
    }

    internal static readonly string[] DigitNames = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString())];

    private static MatrixDataView Read(string folder, MnistFile images, MnistFile labels, CancellationToken cancellationToken)
    {
        byte[] pixels = images.Read(images.PathIn(folder)!);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] digits = labels.Read(labels.PathIn(folder)!);
        return MatrixDataView.Multiclass(new ByteMatrix(pixels, Shape.Size), Array.ConvertAll(digits, digit => (int)digit));
    }
}
