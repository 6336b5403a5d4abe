namespace MlPipelines.Data.Loading;

/// <summary>Two of MNIST's digits, few rows: a binary task on images.</summary>
internal sealed class DigitPairLoader(int no, int yes) : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 400;

    public override DataSetInfo Info { get; } = new()
    {
        Name = $"mnist-{no}-{yes}",
        Title = $"MNIST, {no} or {yes}",
        Description = $"The images of MNIST that are a {no} or a {yes}, 28x28 grey pixels from 0 to 255, the first of them unless more are asked for; those to validate on follow those to train on: is it a {yes}?",
        Task = LearningTask.Binary,
        NeedsFiles = true,
        CanDownload = true,
        StandIn = $"digits-{no}-{yes}",
    };

    public override string? Locate(DataSetOptions options) => MnistFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = MnistFiles.Obtain(Info.Name, options, new Downloader(), progress, cancellationToken);
        MatrixDataView all = Read(folder, MnistFile.TrainImages, MnistFile.TrainLabels, cancellationToken);
        int train = options.TrainRows ?? DefaultTrain, validation = options.ValidationRows ?? 0;
        MatrixDataView known = First(all, checked(train + validation), "train and validation");
        return new DataSet
        {
            Name = Info.Name,
            Title = Info.Title,
            Description = Info.Description,
            Task = Info.Task,
            Source = new DataSource(DataOrigin.Files, $"MNIST's files in {folder}"),
            Train = known.Take(train),
            Validation = validation > 0 ? known.Slice(train, validation) : null,
            Test = First(Read(folder, MnistFile.TestImages, MnistFile.TestLabels, cancellationToken), options.TestRows ?? DefaultTest, "test"),
            ClassNames = [$"{no}", $"{yes}"],
            ImageShape = MnistLoader.Shape,
        };
    }

    private MatrixDataView Read(string folder, MnistFile images, MnistFile labels, CancellationToken cancellationToken)
    {
        byte[] digits = labels.Read(labels.PathIn(folder)!);
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = new ByteMatrix(images.Read(images.PathIn(folder)!), MnistLoader.Shape.Size);
        int[] rows = [.. Enumerable.Range(0, digits.Length).Where(row => digits[row] == no || digits[row] == yes)];
        return MatrixDataView.Binary(pixels, Array.ConvertAll(digits, digit => digit == yes)).Select(rows);
    }
}
