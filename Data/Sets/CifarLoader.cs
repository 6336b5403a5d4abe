using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>CIFAR-10: all its photos, or those of two classes as a binary task.</summary>
internal sealed class CifarLoader : DataSetLoader
{
    private readonly int[] _classes;
    private readonly SplitSizes _sizes;
    private readonly CifarArchive _archive;
    private readonly Downloader _downloader;

    private CifarLoader(DataSetInfo info, int[] classes, SplitSizes sizes, CifarArchive? archive, Downloader? downloader)
    {
        Info = info;
        _classes = classes;
        _sizes = sizes;
        _archive = archive ?? CifarArchive.Published;
        _downloader = downloader ?? new Downloader();
    }

    public override DataSetInfo Info { get; }

    /// <summary>The ten classes.</summary>
    /// <param name="archive">Another archive than the published one, for tests.</param>
    /// <param name="downloader">Another way to the network, for tests.</param>
    public static CifarLoader All(CifarArchive? archive = null, Downloader? downloader = null) => new(
        new DataSetInfo
        {
            Name = "cifar10",
            Title = "CIFAR-10",
            Description = "Colour photos of 10 classes, 32x32 pixels from 0 to 255, planes red, green and blue (Krizhevsky): "
                + "50 000 to train, 10 000 to test, in a fixed order with as many of each class in every beginning; those to validate on "
                + "follow those to train on.",
            Task = LearningTask.Multiclass,
            NeedsFiles = true,
            IsPictures = true,
            CanDownload = true,
        },
        [.. Enumerable.Range(0, CifarPhotos.ClassNames.Length)], new(50_000, 0, 10_000), archive, downloader);

    /// <summary>Cats and dogs.</summary>
    /// <param name="archive">Another archive than the published one, for tests.</param>
    /// <param name="downloader">Another way to the network, for tests.</param>
    public static CifarLoader CatsDogs(CifarArchive? archive = null, Downloader? downloader = null) => new(
        new DataSetInfo
        {
            Name = "cats-dogs",
            Title = "Cats and dogs",
            Description = "The photos of CIFAR-10 that show a cat or a dog, 32x32 colour pixels from 0 to 255, in turn a cat and a dog, "
                + "the first of 10 000 to train and 2 000 to test; those to validate on follow those to train on: is it a dog?",
            Task = LearningTask.Binary,
            NeedsFiles = true,
            IsPictures = true,
            CanDownload = true,
            StandIn = "pictures",
        },
        [3, 5], new(1_400, 0, 2_000), archive, downloader);

    public override string? Locate(DataSetOptions options) => CifarFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var validation = options.ValidationRows ?? _sizes.Validation;
        var known = CifarPhotos.Ordered(test: false, _classes);
        var train = options.TrainRows ?? Math.Min(_sizes.Train, known.Length - Math.Min(validation, known.Length - 1));
        var all = CifarPhotos.Ordered(test: true, _classes);
        var test = options.TestRows ?? _sizes.Test;
        RequireRows((long)train + validation, known.Length, "train and validation");
        RequireRows(test, all.Length, "test");

        var path = CifarFiles.Obtain(Info.Name, options, _archive, _downloader, progress, cancellationToken);
        CifarPhoto[] photos = [.. known.Take(train + validation), .. all.Take(test)];
        var pixels = new ByteMatrix(CifarPhotos.Read(path, photos, _archive, progress, cancellationToken), CifarPhotos.Shape.Size);
        int[] classes = [.. photos.Select(photo => Array.IndexOf(_classes, photo.Class))];
        var rows = Info.Task == LearningTask.Binary
            ? MatrixDataView.Binary(pixels, Array.ConvertAll(classes, c => c == 1)) : MatrixDataView.Multiclass(pixels, classes);
        return Create(
            new DataSource(DataOrigin.Files, $"CIFAR-10's photos in {path}"),
            rows.Take(train),
            validation > 0 ? rows.Slice(train, validation) : null,
            rows.Slice(train + validation, test)) with
        {
            ClassNames = [.. _classes.Select(c => CifarPhotos.ClassNames[c])],
            ImageShape = CifarPhotos.Shape,
        };
    }
}
