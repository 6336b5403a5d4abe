using MlPipelines.Data.Files;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>Makes the rows of a set of real and spliced pictures from pictures that come in groups of three.</summary>
internal static class SplicedRows
{
    public static readonly string[] ClassNames = ["real", "spliced"];

    /// <summary>
    /// Turns rows 3k, 3k + 1 and 3k + 2 into two: the first as it is, and the second with an ellipse of the third in it. So no picture is
    /// in two rows.
    /// </summary>
    /// <param name="pictures">The pictures, [3 pairs, 3, size, size].</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="size">Height and width.</param>
    /// <param name="seed">The seed of the ellipses.</param>
    /// <param name="purpose">Keeps the ellipses of different splits apart.</param>
    /// <returns>In turn a real and a spliced picture.</returns>
    public static MatrixDataView Of(
        byte[] pictures, int pairs, int size, int seed, StreamPurpose purpose, CancellationToken cancellationToken)
    {
        var length = 3 * size * size;
        var pixels = new byte[2 * pairs * length];
        RowGenerator.ForEachRow(pairs, pair =>
        {
            var random = new RandomStream(seed, purpose, pair);
            var group = pictures.AsSpan(3 * pair * length, 3 * length);
            var rows = pixels.AsSpan(2 * pair * length, 2 * length);
            group[..(2 * length)].CopyTo(rows);
            Splice.Apply(ref random, group[(2 * length)..], size, rows[length..]);
        }, cancellationToken);
        bool[] labels = [.. Enumerable.Range(0, 2 * pairs).Select(row => row % 2 == 1)];
        return MatrixDataView.Binary(new ByteMatrix(pixels, length), labels);
    }
}

/// <summary>Photos of CIFAR-10, and such photos with a part of another one in them.</summary>
internal sealed class SplicedLoader(CifarArchive? archive = null) : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 2_000;

    public override DataSetInfo Info { get; } = new()
    {
        Name = "spliced",
        Title = "Spliced photos",
        Description = "Photos of CIFAR-10, 32x32 colour pixels from 0 to 255, in turn one as it is and one with a soft ellipse from "
            + "another photo of its class; no photo is used twice; at most 33 320 to train and validate and 6 660 to test: is it spliced?",
        Task = LearningTask.Binary,
        NeedsFiles = true,
        IsPictures = true,
        CanDownload = true,
        StandIn = "spliced-pictures",
    };

    public override string? Locate(DataSetOptions options) => CifarFiles.Locate(options);

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var published = archive ?? CifarArchive.Published;
        int train = options.TrainRows ?? DefaultTrain, validation = options.ValidationRows ?? 0;
        var test = options.TestRows ?? DefaultTest;
        var known = Groups(test: false, options.Seed);
        var held = Groups(test: true, options.Seed);
        RequireRows((long)train + validation, RowsOf(known), "train and validation");
        RequireRows(test, RowsOf(held), "test");
        int knownPairs = (train + validation + 1) / 2, heldPairs = (test + 1) / 2;
        CifarPhoto[] photos = [.. known.Take(3 * knownPairs), .. held.Take(3 * heldPairs)];

        var path = CifarFiles.Obtain(Info.Name, options, published, new Downloader(), progress, cancellationToken);
        var pixels = CifarPhotos.Read(path, photos, published, progress, cancellationToken);
        var cut = 3 * knownPairs * CifarPhotos.Shape.Size;
        var rows = Rows(pixels[..cut], knownPairs, StreamPurpose.SpliceTrain);
        return Create(
            new DataSource(DataOrigin.Files, $"CIFAR-10's photos in {path}, spliced from seed {options.Seed}"),
            rows.Take(train),
            validation > 0 ? rows.Slice(train, validation) : null,
            Rows(pixels[cut..], heldPairs, StreamPurpose.SpliceTest).Take(test)) with
        {
            ClassNames = SplicedRows.ClassNames,
            ImageShape = CifarPhotos.Shape,
        };

        MatrixDataView Rows(byte[] pictures, int pairs, StreamPurpose purpose) =>
            SplicedRows.Of(pictures, pairs, CifarPhotos.Size, options.Seed, purpose, cancellationToken);
    }

    /// <summary>Rows that photos give: two of three.</summary>
    private static int RowsOf(CifarPhoto[] photos) => 2 * (photos.Length / 3);

    /// <summary>Photos in groups of three of one class; the classes in turn.</summary>
    internal static CifarPhoto[] Groups(bool test, int seed)
    {
        var classes = CifarPhotos.ClassNames.Length;
        var groups = (test ? CifarPhotos.TestPerClass : CifarPhotos.TrainPerClass) / 3;
        int[][] orders = [.. Enumerable.Range(0, classes).Select(c => Order(c, test, seed))];
        return [
            .. Enumerable.Range(0, 3 * groups * classes)
                .Select(i => new CifarPhoto(test, i / 3 % classes, orders[i / 3 % classes][3 * (i / 3 / classes) + i % 3]))];
    }

    private static int[] Order(int c, bool test, int seed)
    {
        int[] order = [.. Enumerable.Range(0, test ? CifarPhotos.TestPerClass : CifarPhotos.TrainPerClass)];
        var random = new RandomStream(seed, test ? StreamPurpose.SpliceTest : StreamPurpose.SpliceTrain, -1 - c);
        random.Shuffle(order.AsSpan());
        return order;
    }
}
