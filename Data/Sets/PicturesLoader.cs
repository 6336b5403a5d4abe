using MlPipelines.Data.Files;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>Generated pictures of two classes, in turn one of each: any number, no file.</summary>
internal abstract class GeneratedPicturesLoader : DataSetLoader
{
    private const int DefaultTrain = 1_400;
    private const int DefaultTest = 2_000;

    /// <summary>Planes, height and width of a picture.</summary>
    public static ImageShape Shape { get; } = new(3, CreatureImage.Size, CreatureImage.Size);

    /// <summary>What the two classes are called.</summary>
    protected abstract string[] ClassNames { get; }

    public override DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        return Create(
            Generated(options),
            Draw(StreamPurpose.Train, options.TrainRows ?? DefaultTrain),
            options.ValidationRows is { } rows ? Draw(StreamPurpose.Validation, rows) : null,
            Draw(StreamPurpose.Test, options.TestRows ?? DefaultTest)) with
        {
            ClassNames = ClassNames,
            ImageShape = Shape,
        };

        MatrixDataView Draw(StreamPurpose split, int count) => Generate(options.Seed, split, count, cancellationToken);
    }

    /// <summary>Draws the rows of a split.</summary>
    protected abstract MatrixDataView Generate(int seed, StreamPurpose split, int rows, CancellationToken cancellationToken);

    /// <summary>Draws animals, [rows, 3, 32, 32].</summary>
    protected static byte[] DrawAnimals(
        int seed, StreamPurpose split, int rows, Func<int, bool> hanging, CancellationToken cancellationToken)
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

/// <summary>Drawn animals with pointed or with hanging ears.</summary>
internal sealed class PicturesLoader : GeneratedPicturesLoader
{
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

    protected override string[] ClassNames { get; } = ["pointed ears", "hanging ears"];

    protected override MatrixDataView Generate(int seed, StreamPurpose split, int rows, CancellationToken cancellationToken)
    {
        var pixels = DrawAnimals(seed, split, rows, row => row % 2 == 1, cancellationToken);
        return MatrixDataView.Binary(
            new ByteMatrix(pixels, CreatureImage.Length), [.. Enumerable.Range(0, rows).Select(row => row % 2 == 1)]);
    }
}

/// <summary>Drawn animals, and such with a part of another one in them.</summary>
internal sealed class SplicedPicturesLoader : GeneratedPicturesLoader
{
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

    protected override string[] ClassNames => SplicedRows.ClassNames;

    /// <summary>Three pictures of one kind make a real and a spliced row.</summary>
    protected override MatrixDataView Generate(int seed, StreamPurpose split, int rows, CancellationToken cancellationToken)
    {
        var pairs = (rows + 1) / 2;
        var pixels = DrawAnimals(seed, split, checked(3 * pairs), row => row / 3 % 2 == 1, cancellationToken);
        return SplicedRows.Of(pixels, pairs, CreatureImage.Size, seed, SpliceOf(split), cancellationToken).Take(rows);
    }

    private static StreamPurpose SpliceOf(StreamPurpose split) => split switch
    {
        StreamPurpose.Train => StreamPurpose.SpliceTrain,
        StreamPurpose.Validation => StreamPurpose.SpliceValidation,
        _ => StreamPurpose.SpliceTest,
    };
}
