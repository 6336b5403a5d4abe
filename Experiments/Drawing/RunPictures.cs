using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Experiments.Drawing;

/// <summary>The pictures that a run's experiments declare, written into its folder.</summary>
public static class RunPictures
{
    /// <summary>The folder's name in the run's folder.</summary>
    public const string FolderName = "pictures";

    /// <summary>Writes the pictures of an experiment, for each data set that has finished trials; returns how many.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="suite">The suite's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="finished">The finished trials of the run.</param>
    /// <param name="format">What files pictures become.</param>
    /// <param name="load">Gives the rows of the first seed's data set by the name that was asked for, for pictures that show them; null
    /// where rows are not to be had, as is what it gives then: such pictures are left out.</param>
    public static int Write(
        string runFolder, string suite, Experiment experiment, IEnumerable<FinishedTrial> finished,
        PictureFormat format = PictureFormat.Svg, Func<string, DataSet?>? load = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var written = 0;
        var own = finished.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name);
        foreach (var group in own.GroupBy(ended => ended.Trial.DataSet))
        {
            var (all, trials) = (group.ToList(), group.Where(ended => !ended.Result.Failed).ToList());
            if (trials.Count == 0)
                continue;
            bool several = experiment.DataSets.Count > 1, standIn = !experiment.HasOwnData && trials[0].Result.DataSet != group.Key;
            var title = $"{suite}/{experiment.Name}" + (several ? $" on {group.Key}" : "")
                + (standIn ? $" (on the stand-in {trials[0].Result.DataSet})" : "")
                + (all.Count > trials.Count ? $" (without {Counted(all.Count - trials.Count)})" : "");
            var shown = new Shown(title, experiment, trials) { All = all, Load = load is null ? null : () => load(group.Key) };
            var titles = new HashSet<string>();
            foreach (var spec in experiment.Pictures)
            {
                if (Of(spec, shown) is not { } picture)
                    continue;
                if (!titles.Add(picture.Title)) // of two that show the same of other learners, the second says which
                    picture = Of(spec, shown with { Title = $"{title} ({spec.Name.Replace('-', ' ')})" })!;
                var name = several ? $"{suite}-{experiment.Name}-{group.Key}-{spec.Name}" : $"{suite}-{experiment.Name}-{spec.Name}";
                PictureFiles.Write(Path.Combine(runFolder, FolderName), name, picture, format);
                written++;
            }
        }

        return written;
    }

    /// <summary>Writes a critical-difference picture for each experiment whose learners are ranked over several data sets.</summary>
    public static void WriteRanks(string runFolder, IEnumerable<LearnerRanks> all, PictureFormat format = PictureFormat.Svg)
    {
        ArgumentNullException.ThrowIfNull(all);
        foreach (var ranks in all)
        {
            var picture = new CriticalDifferencePicture(
                $"{ranks.Suite}/{ranks.Experiment}: ranks by {ranks.Measure}"
                    + (ranks.Failed.Sum() > 0 ? $", {Counted(ranks.Failed.Sum())} counted as the worst" : ""),
                ranks.Learners, ranks.Friedman);
            PictureFiles.Write(Path.Combine(runFolder, FolderName), $"{ranks.Suite}-{ranks.Experiment}-ranks", picture, format);
        }
    }

    /// <summary>Writes a critical-difference picture for each ranking with which a suite ends.</summary>
    public static void WriteRankings(string runFolder, IEnumerable<SuiteRanking> all, PictureFormat format = PictureFormat.Svg)
    {
        ArgumentNullException.ThrowIfNull(all);
        foreach (var ranking in all)
        {
            var failed = ranking.Learners.Sum(learner => learner.Failed);
            var picture = new CriticalDifferencePicture(
                $"{ranking.Suite}: ranks by {ranking.Ranking.Measure}" + (failed > 0 ? $", {Counted(failed)} counted as the worst" : ""),
                [.. ranking.Learners.Select(learner => learner.Name)], ranking.Friedman);
            PictureFiles.Write(
                Path.Combine(runFolder, FolderName), $"{ranking.Suite}-ranking-{ranking.Ranking.Name}", picture, format);
        }
    }

    private static string Counted(int failed) => failed == 1 ? "1 failed trial" : $"{failed} failed trials";

    /// <summary>
    /// A declared picture, or null where the trials do not have its figures. A new kind of declaration gets its line here.
    /// </summary>
    internal static IPicture? Of(PictureSpec spec, Shown shown) => spec switch
    {
        BarsSpec bars => FigurePictures.Bars(bars, shown),
        AgainstLearnersSpec against => FigurePictures.AgainstLearners(against, shown),
        AgainstSettingSpec against => FigurePictures.AgainstSetting(against, shown),
        GridSpec grid => FigurePictures.Grid(grid, shown),
        ScatterSpec scatter => FigurePictures.Scatter(scatter, shown),
        CurvesSpec curves => HistoryPictures.Curves(curves, shown),
        HistorySpec history => HistoryPictures.ByUpdate(history, shown),
        AlongSpec along => HistoryPictures.Along(along, shown),
        PathSpec path => HistoryPictures.Path(path, shown),
        DecisionMapSpec map => PlacePictures.DecisionMap(map, shown),
        SurfaceSpec surface => PlacePictures.Surface(surface, shown),
        FitSpec fit => PlacePictures.Fit(fit, shown),
        ImagesSpec images => ImagePictures.Images(images, shown),
        _ => throw new ArgumentException($"There is no picture for the declaration {spec.GetType().Name} '{spec.Name}'.", nameof(spec)),
    };
}

/// <summary>What a picture is drawn of.</summary>
/// <param name="Title">The experiment's whole name, and the data where they are not the ones asked for.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Trials">Finished trials on one data set that did not fail, by number.</param>
internal sealed record Shown(string Title, Experiment Experiment, IReadOnlyList<FinishedTrial> Trials)
{
    /// <summary>The trials with those that failed, by which choices choose.</summary>
    public required IReadOnlyList<FinishedTrial> All { get; init; }

    /// <summary>Gives the data set of the trials, which takes time; null where it is not to be had.</summary>
    public Func<DataSet?>? Load { get; init; }

    /// <summary>The trials of a learner.</summary>
    public IEnumerable<FinishedTrial> Of(LearnerName learner) => Trials.Where(ended => ended.Trial.Learner == learner.Text);

    /// <summary>The trials of some learners, null for all, in groups by learner.</summary>
    public IEnumerable<IGrouping<string, FinishedTrial>> ByLearner(IReadOnlyList<LearnerName>? learners = null) =>
        Trials.Where(ended => learners is null || learners.Any(name => name.Text == ended.Trial.Learner))
            .GroupBy(ended => ended.Trial.Learner);
}
