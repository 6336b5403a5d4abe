using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Sets;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Seeds;
using SkiaSharp;

namespace MlPipelines.HostileFiles.Readers;

/// <summary>The readers of data: tables, IDX, CIFAR-10 and pictures.</summary>
internal static class DataReaders
{
    private const int Side = 16;

    private static readonly ImageOptions Small = new() { Size = Side, MaxPixels = 1_000_000 };

    private static readonly byte[] Table = Encoding.UTF8.GetBytes(
        "id,place,height,day,\"a, \"\"b\"\"\",label\n" + string.Concat(Enumerable.Range(0, 24).Select(i =>
            $"{i},town {i % 3},{i * 1.25:F2},2024-01-{i + 1:00},{(i % 5 == 0 ? "" : i)},{(i % 2 == 0 ? "yes" : "no")}\n")));

    private static readonly byte[] Spreadsheet = Encoding.UTF8.GetBytes(
        "\uFEFFsep=;\r\nhöhe;datum;preis\r\n" + string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{i},5;{i + 1:00}.03.2021;1.0{i:00},25\r\n")));

    private static readonly byte[] Points = Encoding.UTF8.GetBytes(
        "x1,x2,label\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i * 0.5:F1},{-i},{i % 2}\n")));

    public static IReadOnlyList<HostileReader> All { get; } =
    [
        Disk("csv-table", Tables, Text, place => Nothing(CsvData.Load(place.File, new() { Label = LabelOf(place) }))) with
        {
            Refusals = [typeof(DataFileException), typeof(ArgumentException)], // the latter where there are too few rows to split
        },
        Disk("csv-rows", Tables, Text, place => Nothing(CsvRecords.Read(place.File).Count())),
        Disk("csv-published", () => [("x.csv", Points), ("y.csv.gz", GzipPacking.Pack(Points))], Text, place =>
            Nothing(new ClassificationCsv(["x1", "x2"], "label", 2).Read(place.File))),
        Disk("idx", () => [("images", Idx), ("images.gz", GzipPacking.Pack(Idx))], Content(ByteMutations.Any), place =>
            Nothing(IdxReader.Read(place.File, 3))),
        Disk("cifar-bytes", () => [(CifarArchive.FileName, GzipPacking.Pack(TarPacking.Pack(CifarBytes())))], CifarTar, ReadCifar),
        Disk("cifar-jpeg", () => [(CifarFiles.JpegName, GzipPacking.Pack(TarPacking.Pack(CifarJpegs())))], CifarTar, ReadCifar),
        HostileReader.OfFile("picture", typeof(DataFileException), () => PictureSeeds.All, ByteMutations.Any, place =>
            Nothing(ImageFile.Read(place.Open(), place.Name, Small))),
        Disk("pictures-zip", () => [("p.zip", ZipPacking.Pack(Pictures(), CompressionLevel.NoCompression))],
            HostileReader.Mixed(
                ByteMutations.Any, ZipPacking.Headers, ZipPacking.Inside(_ => ByteMutations.Any, CompressionLevel.NoCompression),
                ZipPacking.Inside(_ => ByteMutations.Any, CompressionLevel.Fastest)), ReadPictures),
        Disk("pictures-tar", () => [("p.tar", TarPacking.Pack(Pictures())), ("p.tar.gz", GzipPacking.Pack(TarPacking.Pack(Pictures())))],
            HostileReader.Mixed(ByteMutations.Any, Content(TarPacking.Inside(ByteMutations.Any))), ReadPictures),
        new("pictures-folder", [typeof(DataFileException)],
            () => [Pictures().ToDictionary(entry => entry.Name, entry => entry.Content)], _ => ByteMutations.Any, ReadFolder)
        {
            OnDisk = true,
            MayLack = true,
        },
    ];

    /// <summary>Three images of 4 x 5 pixels.</summary>
    private static byte[] Idx =>
        [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, .. Enumerable.Range(0, 60).Select(i => (byte)(4 * i))];

    private static Mutation Text => Content(TableMutations.Any);

    private static Mutation CifarTar => HostileReader.Mixed(ByteMutations.Any, Content(TarPacking.Inside(ByteMutations.Any)));

    /// <summary>Damage of a file, or of what is inside where it is gzip.</summary>
    private static Mutation Content(Mutation inner)
    {
        var inside = GzipPacking.Inside(inner);
        return (file, source) => file is not [0x1f, 0x8b, ..] ? inner(file, source) : source.OnceIn(2) ? inside(file, source)
            : ByteMutations.Any(file, source);
    }

    private static HostileReader Disk(
        string name, Func<IEnumerable<(string, byte[])>> seeds, Mutation mutation, Func<Place, string?> read) =>
        HostileReader.OfFile(name, typeof(DataFileException), seeds, mutation, read) with { OnDisk = true };

    private static IEnumerable<(string, byte[])> Tables() =>
    [
        ("t.csv", Table), ("s.csv", Spreadsheet), ("t.csv.gz", GzipPacking.Pack(Table)),
        ("t.tsv", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Points).Replace(',', '\t'))),
    ];

    private static string LabelOf(Place place) => place.Name[0] == 's' ? "preis" : "label";

    private static List<ArchiveEntry> Pictures() =>
    [
        .. PictureSeeds.All.SelectMany((picture, i) => (ArchiveEntry[])
        [
            new($"cat/{i}{Path.GetExtension(picture.Name)}", picture.Content),
            new($"dog/{i}{Path.GetExtension(picture.Name)}", PictureSeeds.All[(i + 1) % PictureSeeds.All.Count].Content),
        ]),
        new("readme.txt", "no picture"u8.ToArray()),
    ];

    private static List<ArchiveEntry> CifarBytes() =>
    [
        .. ((string[])["data_batch_1.bin", "test_batch.bin"]).Select((name, batch) => new ArchiveEntry(
            $"cifar-10-batches-bin/{name}",
            [.. Enumerable.Range(0, 20).SelectMany(i => (byte[])[(byte)(i % 10), .. Enumerable.Repeat((byte)(i + batch), 3072)])])),
    ];

    private static List<ArchiveEntry> CifarJpegs() =>
    [
        .. CifarPhotos.ClassNames.SelectMany(name => ((string[])["train", "test"]).SelectMany(part => Enumerable.Range(0, 2).Select(i =>
            new ArchiveEntry($"{part}/{name}/{i}.jpg", PictureSeeds.Encode(32, 32, SKEncodedImageFormat.Jpeg))))),
    ];

    /// <summary>Reads two photos of each class and part; the archive's checksum is taken to be the published one.</summary>
    private static string? ReadCifar(Place place)
    {
        List<CifarPhoto> photos = [.. Enumerable.Range(0, 40).Select(i => new CifarPhoto(i % 2 == 0, i / 2 % 10, i / 20))];
        var md5 = PublishedMd5.OfFile(place.File);
        return Nothing(CifarPhotos.Read(place.File, photos, new(new Uri("https://example.org"), md5), null, CancellationToken.None));
    }

    private static string? ReadPictures(Place place)
    {
        ImageDataOptions options = new() { Image = Small, Threads = 1, MaxFiles = 1000, MaxFileBytes = 1 << 22 };
        return Nothing(ImageData.Load(place.File, options));
    }

    private static string? ReadFolder(Place place) =>
        Nothing(ImageData.Load(place.Folder, new() { Image = Small, Threads = 1, BadImages = BadImages.Skip }));

    /// <summary>The format has no checksum: any sound content is as good as another.</summary>
    private static string? Nothing(object read) => read is null ? "" : null;

    /// <summary>The SHA-256 of bytes.</summary>
    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
