using System.Globalization;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>A comparison on a folder or an archive of pictures, with a folder for each class.</summary>
internal sealed class ComparedPictures : Compared
{
    private const int FewPictures = 20; // of a class
    private const int MostSkipped = 5;
    private const int MostShown = 3;

    private static readonly string[] Archives = [".zip", ".tar", ".tar.gz", ".tgz"];

    private readonly string _path;
    private readonly ImageDataOptions _reading;

    private ComparedPictures(string path, ImageDataOptions reading)
    {
        (_path, _reading) = (path, reading);
    }

    /// <summary>Whether a name is that of pictures, not of a table: a folder, or an archive.</summary>
    public static bool IsMeant(string path) =>
        Directory.Exists(path) || Archives.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the pictures and looks for traps.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense.</exception>
    /// <exception cref="Data.Files.DataFileException">The archive is damaged, or the folders are not those of classes.</exception>
    public static ComparedPictures Of(CompareSettings settings, LearnerCatalog learners, CancellationToken cancellation)
    {
        RequireOfPictures(settings);
        if (!Directory.Exists(settings.Path) && !File.Exists(settings.Path))
            throw new UsageException($"compare {settings.Path}: there is no such folder or archive.");
        var options = new ImageDataOptions { BadImages = BadImages.Skip, Positive = settings.Reading.Positive };
        ImageData pictures;
        try
        {
            pictures = ImageData.Load(settings.Path, options, null, cancellation);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"compare {settings.Path}: {ErrorText.Of(exception)}", exception);
        }

        return new ComparedPictures(settings.Path, options)
        {
            Suite = SuiteOf(settings, options, pictures.DataSet, learners),
            Label = "the class of a picture",
            Look = [.. LookAt(settings.Path, pictures)],
            First = [.. Traps(pictures, cancellation)],
            Data = pictures.DataSet,
        };
    }

    /// <inheritdoc/>
    public override DataSet All(CancellationToken cancellation) => ImageData.Load(
        _path, _reading with { TestShare = 0, ValidationShare = FinalModel.ValidationShare }, null, cancellation).DataSet;

    /// <inheritdoc/>
    public override IEnumerable<string> Usage(DataSet all, string model) =>
    [
        $"    var pipeline = TrainedPipeline.Load(\"{Path.GetFileName(model)}\");",
        "    using var predictor = pipeline.CreateImagePredictor();",
        "    var prediction = predictor.Predict(\"photo.jpg\");", "",
        $"On the command line: predict --model {model} PHOTO...",
    ];

    private static Suite SuiteOf(CompareSettings settings, ImageDataOptions options, DataSet data, LearnerCatalog learners)
    {
        var metric = settings.Metric ?? Metric.Accuracy;
        var sizes = PictureSizes.For(data.TrainRows, options.Image.Size, settings.SecondsForAFit);
        var isUsual = settings.Learners.Count == 0;
        LearnerSpec[] specs = isUsual
            ? [.. Usual(sizes, options.Image.Size, settings.Quick, settings.Tries).Where(spec => learners.TryFind(spec.Kind, out _))]
            : [.. settings.Learners.Select(kind => new LearnerSpec(kind, kind, Settings.Empty))];
        return new Suite(TableComparison.Name, "learners on pictures", [new Experiment
        {
            Name = TableComparison.NameOf(settings.Path),
            Question = "Which learner tells the classes of the pictures apart best?",
            DataSets = [Path.GetFullPath(settings.Path)],
            Images = new ImageSource(Path.GetFullPath(settings.Path), options),
            Learners = specs,
            Seeds = settings.Folds,
            Compare = metric,
            KeepPredictions = true,
            Ours = string.Create(
                CultureInfo.InvariantCulture,
                $"pictures of {options.Image.Size} pixels on a side; the pretrained network (ResNet-18 with blocks 2, 2, 2, 3); rates 0.01 "
                    + $"for the head and 0.0001 for all layers; 15 % of the pictures to validate on and 15 % to test on; "
                    + $"{Tries.Told(specs)}"),
            LeftOut = isUsual ? [.. sizes.Remarks(settings.MinutesToTrain, settings.Quick)] : [],
            Pictures = [new BarsSpec($"test-{metric}", Measure.Metric(Split.Test, metric)), new BarsSpec("fit-time", Measure.FitSeconds)],
        }]);
    }

    private static IEnumerable<LearnerSpec> Usual(PictureSizes sizes, int side, bool quick, int? most)
    {
        yield return new(TableComparison.Baseline, TableComparison.Baseline, Settings.Empty);
        // Features are computed once and kept, so that a try is cheap.
        yield return new(
            "image-logistic-regression", "logistic regression on features",
            Tries.With(Settings.Parse($"size={side}"), most, "l2=10", "l2=100"));
        yield return new(
            "image-transfer", "probing",
            Tries.With(Settings.Parse($"mode=probe rate=0.01 epochs=20 size={side}"), most, "rate=0.001", "rate=0.1"));
        if (sizes.FineTuningEpochs is { } epochs && !quick)
        {
            yield return new(
                "image-transfer", "probing, then fine-tuning",
                Settings.Parse(
                    "mode=probe-then-fine-tune probe-rate=0.01 probe-epochs=5 rate=0.001 backbone-rate=0.0001 "
                        + $"epochs={epochs} size={side}"));
        }

        if (sizes.HasTrees)
            yield return new("boosted-trees", "boosted trees on pixels", Settings.Parse("trees=100 rate=0.1 split-feature-fraction=0.1"));
    }

    private static IEnumerable<string> LookAt(string path, ImageData pictures)
    {
        var data = pictures.DataSet;
        yield return $"{path}: {data.TrainRows + data.ValidationRows + data.TestRows} pictures of {data.ClassCount} classes: "
            + $"{string.Join(", ", data.ClassNames.Take(10))}{(data.ClassCount > 10 ? " and others" : "")}. {data.TrainRows} to train on, "
            + $"{data.ValidationRows} to validate on, {data.TestRows} to test on.";
        foreach (var note in pictures.Notes)
            yield return $"note: {note}";
        foreach (var skipped in pictures.Skipped.Take(MostSkipped))
            yield return $"left out: {skipped.Name}: {skipped.Reason}";
    }

    private static IEnumerable<LookFirst> Traps(ImageData pictures, CancellationToken cancellation)
    {
        var data = pictures.DataSet;
        if (data is { Train: MatrixDataView train, Test: MatrixDataView test, ImageShape: { } shape })
        {
            var pairs = NearDuplicates.Across(train, test, shape, cancellationToken: cancellation);
            if (pairs.Count > 0)
            {
                var shown = pairs.Take(MostShown)
                    .Select(pair => $"{pictures.TestFiles[pair.Second]} and {pictures.TrainFiles[pair.First]}");
                yield return new(
                    "NearDuplicates", null,
                    $"{pairs.DistinctBy(pair => pair.Second).Count()} of {data.TestRows} pictures to test on are nearly the same as one to "
                        + $"train on, such as {string.Join("; ", shown)}: the figures are too good. Keep one picture of each, or give the "
                        + "parts as folders train, validation and test.");
            }
        }

        var rare = pictures.TrainFiles.Concat(pictures.ValidationFiles).Concat(pictures.TestFiles)
            .CountBy(file => data.ClassNames.FirstOrDefault(name => file.Split('/').Contains(name)) ?? "")
            .Where(pair => pair.Key.Length > 0 && pair.Value < FewPictures);
        foreach (var (name, count) in rare)
        {
            yield return new(
                "RareClass", null, $"The class {name} has {count} pictures: too few to say how well it is told from the others. Add some.");
        }
    }

    /// <exception cref="UsageException">An option is given that only a table has.</exception>
    private static void RequireOfPictures(CompareSettings settings)
    {
        (string Option, bool IsGiven)[] ofTables =
        [
            ("--label", settings.Reading.Label is not null), ("--task", settings.Reading.Task is not null),
            ("--group", settings.Group is not null), ("--test", settings.TestFile is not null),
            ("--time", settings.Time is not null), ("--fold-column", settings.FoldColumn is not null),
            ("--ignore", settings.Reading.Ignore.Count > 0),
        ];
        foreach (var (option, isGiven) in ofTables)
        {
            if (isGiven)
            {
                throw new UsageException(
                    $"{option} is for tables: {settings.Path} is a folder or an archive of pictures, with a folder for each class. To keep "
                        + "pictures apart, give it folders train, validation and test with the classes in them.");
            }
        }
    }
}
