using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

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
            + (
                validation ? "the first 50 000 training images to train, the last 10 000 to validate, 10 000 test images."
                    : "60 000 training images, 10 000 test images."),
        Task = LearningTask.Multiclass,
        NeedsFiles = true,
        CanDownload = true,
        StandIn = "digits",
    };

    public override string? Locate(DataSetOptions options) => MnistFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = MnistFiles.Obtain(Info.Name, options, new Downloader(), progress, cancellationToken);
        var train = Read(folder, MnistFile.TrainImages, MnistFile.TrainLabels, cancellationToken);
        var test = Read(folder, MnistFile.TestImages, MnistFile.TestLabels, cancellationToken);
        var held = validation ? train.Slice(TrainWithValidation, train.RowCount - TrainWithValidation) : null;
        return Create(
            new DataSource(DataOrigin.Files, $"MNIST's files in {folder}"),
            First(validation ? train.Take(TrainWithValidation) : train, options.TrainRows, "train"),
            held is null ? null : First(held, options.ValidationRows, "validation"),
            First(test, options.TestRows, "test")) with
        {
            ClassNames = DigitNames,
            ImageShape = Shape,
        };
    }

    internal static readonly string[] DigitNames = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString())];

    private static MatrixDataView Read(string folder, MnistFile images, MnistFile labels, CancellationToken cancellationToken)
    {
        var pixels = images.Read(images.PathIn(folder)!);
        cancellationToken.ThrowIfCancellationRequested();
        var digits = labels.Read(labels.PathIn(folder)!);
        return MatrixDataView.Multiclass(new ByteMatrix(pixels, Shape.Size), Array.ConvertAll(digits, digit => (int)digit));
    }
}

/// <summary>Two of MNIST's digits, few rows: a binary task on images.</summary>
internal sealed class DigitPairLoader(int no, int yes) : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 400;

    public override DataSetInfo Info { get; } = new()
    {
        Name = $"mnist-{no}-{yes}",
        Title = $"MNIST, {no} or {yes}",
        Description =
            $"The images of MNIST that are a {no} or a {yes}, 28x28 grey pixels from 0 to 255, the first of them unless more are asked "
                + $"for; those to validate on follow those to train on: is it a {yes}?",
        Task = LearningTask.Binary,
        NeedsFiles = true,
        CanDownload = true,
        StandIn = $"digits-{no}-{yes}",
    };

    public override string? Locate(DataSetOptions options) => MnistFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = MnistFiles.Obtain(Info.Name, options, new Downloader(), progress, cancellationToken);
        var all = Read(folder, MnistFile.TrainImages, MnistFile.TrainLabels, cancellationToken);
        int train = options.TrainRows ?? DefaultTrain, validation = options.ValidationRows ?? 0;
        var known = First(all, checked(train + validation), "train and validation");
        return Create(
            new DataSource(DataOrigin.Files, $"MNIST's files in {folder}"),
            known.Take(train),
            validation > 0 ? known.Slice(train, validation) : null,
            First(
                Read(folder, MnistFile.TestImages, MnistFile.TestLabels, cancellationToken), options.TestRows ?? DefaultTest,
                "test")) with
        {
            ClassNames = [$"{no}", $"{yes}"],
            ImageShape = MnistLoader.Shape,
        };
    }

    private MatrixDataView Read(string folder, MnistFile images, MnistFile labels, CancellationToken cancellationToken)
    {
        var digits = labels.Read(labels.PathIn(folder)!);
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = new ByteMatrix(images.Read(images.PathIn(folder)!), MnistLoader.Shape.Size);
        int[] rows = [.. Enumerable.Range(0, digits.Length).Where(row => digits[row] == no || digits[row] == yes)];
        return MatrixDataView.Binary(pixels, Array.ConvertAll(digits, digit => digit == yes)).Select(rows);
    }
}
