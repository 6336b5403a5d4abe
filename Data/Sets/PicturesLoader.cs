using MlPipelines.Data.Files;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>Drawn animals with pointed or with hanging ears, generated: any number, no file.</summary>
internal sealed class PicturesLoader : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 2_000;

    public override DataSetInfo Info { get; } = new()
    {
        Name = "pictures",
        Title = "Drawn animals",
        Description = "Drawn animals before textured grounds, 32x32 colour pixels from 0 to 255, planes red, green and blue, in turn one "
            + "with pointed ears and one with hanging ears, any number of rows from a seed: do the ears hang?",
        Task = LearningTask.Binary,
        NeedsFiles = false,
        IsPictures = true,
    };

    internal static ImageShape Shape { get; } = new(3, CreatureImage.Size, CreatureImage.Size);

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
            ClassNames = ["pointed ears", "hanging ears"],
            ImageShape = Shape,
        };

        MatrixDataView Generate(StreamPurpose split, int rows)
        {
            var pixels = Draw(options.Seed, split, rows, row => row % 2 == 1, cancellationToken);
            return MatrixDataView.Binary(
                new ByteMatrix(pixels, CreatureImage.Length), [.. Enumerable.Range(0, rows).Select(row => row % 2 == 1)]);
        }
    }

    /// <summary>Draws pictures, [rows, 3, 32, 32].</summary>
    internal static byte[] Draw(int seed, StreamPurpose split, int rows, Func<int, bool> hanging, CancellationToken cancellationToken)
    {
        var pixels = new byte[checked(rows * CreatureImage.Length)];
        RowGenerator.ForEachRow(rows, row =>
        {
            var random = new RandomStream(seed, split, row);
            CreatureImage.Draw(hanging(row), ref random, pixels.AsSpan(row * CreatureImage.Length, CreatureImage.Length));
        }, cancellationToken);
        return pixels;
    }
}

/// <summary>Drawn animals, and such with a part of another one in them, generated: any number, no file.</summary>
internal sealed class SplicedPicturesLoader : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 2_000;

    public override DataSetInfo Info { get; } = new()
    {
        Name = "spliced-pictures",
        Title = "Spliced drawn animals",
        Description = "The pictures of the set pictures, in turn one as it is and one with a soft ellipse from another one of its kind, "
            + "any number of rows from a seed: is it spliced?",
        Task = LearningTask.Binary,
        NeedsFiles = false,
        IsPictures = true,
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
            Train = Generate(StreamPurpose.Train, StreamPurpose.SpliceTrain, options.TrainRows ?? DefaultTrain),
            Validation = options.ValidationRows is { } rows
                ? Generate(StreamPurpose.Validation, StreamPurpose.SpliceValidation, rows) : null,
            Test = Generate(StreamPurpose.Test, StreamPurpose.SpliceTest, options.TestRows ?? DefaultTest),
            ClassNames = SplicedRows.ClassNames,
            ImageShape = PicturesLoader.Shape,
        };

        MatrixDataView Generate(StreamPurpose split, StreamPurpose splice, int rows)
        {
            // Three pictures of one kind make a real and a spliced row.
            var pairs = (rows + 1) / 2;
            var pixels = PicturesLoader.Draw(options.Seed, split, checked(3 * pairs), row => row / 3 % 2 == 1, cancellationToken);
            return SplicedRows.Of(pixels, pairs, CreatureImage.Size, options.Seed, splice, cancellationToken).Take(rows);
        }
    }
}
