using System.Globalization;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Planning;

/// <summary>
/// What a person who runs a suite may change in it: each change gives a new suite. Claims and pictures about learners that a change removes
/// or renames are left out, and <see cref="Experiment.LeftOut"/> says so. Where a catalog of learners is null, it is
/// <see cref="LearnerCatalog.Own"/>.
/// </summary>
public static class SuiteChanges
{
    private const int UsualEpochs = 20;
    private const int UsualTrees = 100;

    /// <summary>The suites with fewer seeds, epochs and rows, by each experiment's <see cref="QuickRule"/>.</summary>
    public static IReadOnlyList<Suite> Quick(this IReadOnlyList<Suite> suites, LearnerCatalog? learners = null)
    {
        ArgumentNullException.ThrowIfNull(suites);
        return Change(
            [.. suites.Select(Few)], learners ?? LearnerCatalog.Own, experiment => Quick(experiment, learners ?? LearnerCatalog.Own));
    }

    /// <summary>The suite without the experiments that a quick run leaves out, where some are left; the first of these says so.</summary>
    private static Suite Few(Suite suite)
    {
        var left = suite.Experiments.Where(experiment => !experiment.Quick.LeaveOut).ToList();
        if (left.Count == 0 || left.Count == suite.Experiments.Count)
            return suite;
        var sentence = $"{suite.Name}: the quick run leaves out "
            + $"{string.Join(", ", suite.Experiments.Except(left).Select(experiment => experiment.Name))}.";
        left[0] = left[0] with { LeftOut = [.. left[0].LeftOut, sentence] };
        return suite with { Experiments = left };
    }

    /// <summary>The suites with <paramref name="seeds"/> seeds in every experiment.</summary>
    public static IReadOnlyList<Suite> WithSeeds(this IReadOnlyList<Suite> suites, int seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        return Change(suites, LearnerCatalog.Own, experiment => experiment with { Seeds = seeds });
    }

    /// <summary>The suites with a setting fixed to one value, or swept over several, for every learner that has it.</summary>
    /// <exception cref="SuiteException">No learner has the setting, or it does not take a value.</exception>
    public static IReadOnlyList<Suite> WithSetting(
        this IReadOnlyList<Suite> suites, string name, IReadOnlyList<string> values, LearnerCatalog? learners = null)
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(values);
        learners ??= LearnerCatalog.Own;
        var kinds = suites.SelectMany(suite => suite.Experiments).SelectMany(experiment => experiment.Learners)
            .Select(spec => Kind(spec, learners)).Distinct().ToList();
        var definition = kinds.SelectMany(kind => kind.Definitions).FirstOrDefault(candidate => candidate.Name == name);
        if (definition is null)
        {
            var known = kinds.SelectMany(kind => kind.Definitions).Select(candidate => candidate.Name).Distinct().ToList();
            var near = NearestNames.Find(name, known);
            throw new SuiteException(
                $"no learner here has the setting '{name}'. "
                + (near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? " : "")
                + $"There are: {string.Join(", ", known)}.");
        }

        try
        {
            values = [.. values.Select(definition.Canonical).Distinct()];
        }
        catch (FormatException exception)
        {
            throw new SuiteException(exception.Message, exception);
        }

        return Change(suites, learners, experiment => WithSetting(experiment, name, values, learners));
    }

    /// <summary>
    /// The suites with a learner of <paramref name="kind"/> behind each learner whose counterpart it is, with the same settings and the
    /// kind's name before its own.
    /// </summary>
    /// <exception cref="SuiteException">There is no such kind, it is nothing's counterpart, or no learner here has it for one.</exception>
    public static IReadOnlyList<Suite> WithBeside(this IReadOnlyList<Suite> suites, string kind, LearnerCatalog? learners = null)
    {
        ArgumentNullException.ThrowIfNull(suites);
        learners ??= LearnerCatalog.Own;
        var counterparts = learners.All.Where(known => known.CounterpartOf is not null).Select(known => known.Name);
        if (!learners.TryFind(kind, out var found))
        {
            throw new UnknownKindException(
                $"there is no kind of learner '{kind}'; there are: {KnownKinds.Text(kind, learners)}.", kind);
        }

        if (found.CounterpartOf is not { } own)
        {
            throw new SuiteException(
                $"'{kind}' is the counterpart of no other kind; expected one of: "
                    + $"{string.Join(", ", counterparts.DefaultIfEmpty("none in this program"))}.");
        }

        if (!suites.SelectMany(suite => suite.Experiments).SelectMany(experiment => experiment.Learners).Any(spec => spec.Kind == own))
            throw new SuiteException($"no learner here is of the kind '{own}'.");
        return Change(suites, learners, experiment => experiment with
        {
            Learners =
            [
                .. experiment.Learners.SelectMany(spec => spec.Kind != own
                    ? (LearnerSpec[])[spec]
                    : [spec, spec with { Kind = kind, Name = spec.Name == own ? kind : $"{kind} {spec.Name}" }]),
            ],
        });
    }

    /// <summary>
    /// The suites with pictures of the user's in place of the data sets of pictures; experiments on other data stay as they are. Those that
    /// change say so in <see cref="Experiment.LeftOut"/>. Learners that say what shape images have are told the new one.
    /// </summary>
    /// <exception cref="SuiteException">No experiment has pictures as data.</exception>
    public static IReadOnlyList<Suite> WithImages(this IReadOnlyList<Suite> suites, ImageSource images)
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(images);
        var known = DataSets.Catalog.Where(set => set.IsPictures).ToDictionary(set => set.Name, set => set.Task);
        if (suites.SelectMany(suite => suite.Experiments).All(IsOther))
        {
            throw new SuiteException(
                $"no experiment here has pictures as data; such data sets are {string.Join(", ", known.Keys)}. Take another suite.");
        }

        return [.. suites.Select(suite => suite with { Experiments = [.. suite.Experiments.Select(own => Changed(suite.Name, own))] })];

        LearnerSpec WithShape(LearnerSpec spec)
        {
            var (name, size) = (NetworkSettings.Image.Name, images.Options.Image.Size);
            return spec.Settings.ContainsKey(name)
                ? spec with { Settings = spec.Settings.With(name, string.Create(CultureInfo.InvariantCulture, $"3x{size}x{size}")) }
                : spec;
        }

        bool IsOther(Experiment experiment) => experiment.Images is null && !experiment.DataSets.Any(known.ContainsKey);

        Experiment Changed(string suite, Experiment experiment)
        {
            if (IsOther(experiment))
                return experiment;
            LearningTask?[] tasks = experiment.Images is { } own ? [own.Task]
                : [.. experiment.DataSets.Where(known.ContainsKey).Select(name => (LearningTask?)known[name]).Distinct()];
            return experiment with
            {
                DataSets = [images.Path],
                Images = images with { Task = tasks is [var task] ? task : null },
                Learners = [.. experiment.Learners.Select(WithShape)],
                LeftOut =
                [
                    .. experiment.LeftOut,
                    $"{suite}/{experiment.Name} runs on the pictures in {images.Path}, not on "
                        + $"{string.Join(" and ", experiment.DataSets)}.",
                ],
            };
        }
    }

    /// <summary>Changes every experiment but studies, which have nothing to change.</summary>
    private static IReadOnlyList<Suite> Change(IReadOnlyList<Suite> suites, LearnerCatalog learners, Func<Experiment, Experiment> change)
    {
        ArgumentNullException.ThrowIfNull(suites);
        return [
            .. suites.Select(
                suite => suite with { Experiments = [.. suite.Experiments.Select(experiment => Changed(suite.Name, experiment))] })];

        Experiment Changed(string suite, Experiment experiment) => experiment.Study is null
            ? DeclaredNames.WithoutGone(suite, experiment, change(experiment), learners)
            : experiment;
    }

    /// <summary>
    /// The suite without the learners that this machine cannot train, and without the claims and pictures about them; each experiment says
    /// so in <see cref="Experiment.LeftOut"/>.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="whyMissing">Says of a kind of learner why it is missing, null where it is not.</param>
    public static Suite WithoutMissing(this Suite suite, Func<string, string?> whyMissing)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite with { Experiments = [.. suite.Experiments.Select(Left)], Parts = [.. suite.Parts.Select(Left)] };

        Experiment Left(Experiment experiment)
        {
            var missing = experiment.Learners.Select(spec => (Spec: spec, Why: whyMissing(spec.Kind)))
                .Where(learner => learner.Why is not null).ToList();
            if (missing.Count == 0)
                return experiment;
            var left = experiment with { Learners = [.. experiment.Learners.Except(missing.Select(learner => learner.Spec))] };
            var gone = PlannedLearner.PossibleNamesOf(experiment);
            gone.ExceptWith(PlannedLearner.PossibleNamesOf(left));
            return DeclaredNames.Without(suite.Name, left, gone, say: false) with
            {
                LeftOut = [
                    .. experiment.LeftOut,
                    .. missing.Select(learner => $"{suite.Name}/{experiment.Name} runs without {learner.Spec.Name}. {learner.Why}")],
            };
        }
    }

    private static Experiment WithSetting(Experiment experiment, string name, IReadOnlyList<string> values, LearnerCatalog learners)
    {
        var sweep = experiment.Sweep.Select(axis => Without(axis, name))
            .Where(axis => axis.Points.Count > 1 || axis.Points[0].Settings.Count > 0).ToList();
        if (values.Count > 1 && experiment.Learners.Any(spec => Kind(spec, learners).Has(name)))
            sweep.Add(SweepAxis.Of(name, values));
        return experiment with
        {
            Learners = [
                .. experiment.Learners.Select(
                    spec => Kind(spec, learners).Has(name) ? spec with { Settings = spec.Settings.With(name, values[0]) } : spec)],
            Sweep = sweep,
        };
    }

    /// <summary>The axis without a setting; points that then are the same are one, and labels that told of the setting go.</summary>
    private static SweepAxis Without(SweepAxis axis, string name) => !axis.SettingNames.Contains(name)
        ? axis
        : new([.. axis.Points.Select(point => new SweepPoint(point.Settings.Without(name))).Distinct()]);

    private static Experiment Quick(Experiment experiment, LearnerCatalog learners)
    {
        var rule = experiment.Quick;
        try
        {
            return Quick();
        }
        catch (FormatException exception)
        {
            throw new SuiteException($"In the experiment '{experiment.Name}': {exception.Message}", exception);
        }

        Experiment Quick() => experiment with
        {
            Seeds = Math.Min(experiment.Seeds, rule.Seeds),
            TrainRows = Least(experiment.TrainRows, rule.TrainRows),
            ValidationRows = Least(experiment.ValidationRows, rule.OtherRows),
            TestRows = Least(experiment.TestRows, rule.OtherRows),
            LargeTestRows = experiment.LargeTestRows is null ? null : Least(experiment.LargeTestRows, rule.OtherRows),
            Learners = [
                .. experiment.Learners.Select(spec => spec with { Settings = Fewer(WithDefaults(spec, learners), rule) })],
            Sweep = [.. experiment.Sweep.Select(axis => new SweepAxis(
                [.. axis.Points.Select(point => point with { Settings = Fewer(point.Settings, rule) })]))],
        };
    }

    /// <summary>A learner's settings with its epochs, trees and images' size written out, where its kind has them.</summary>
    private static Settings WithDefaults(LearnerSpec spec, LearnerCatalog learners)
    {
        var kind = Kind(spec, learners);
        var defaults = kind.Complete(Settings.Empty);
        return new[] { NetworkSettings.Epochs.Name, ImageLearners.Size.Name, TreeSettings.Trees.Name }.Where(kind.Has).Aggregate(
            spec.Settings, (settings, name) => settings.ContainsKey(name) ? settings : settings.With(name, defaults[name]));
    }

    private static Settings Fewer(Settings settings, QuickRule rule)
    {
        if (settings.ContainsKey(TriedSettings.Setting.Name))
        {
            var tried = settings.Get(TriedSettings.Setting).Select(one => Fewer(one, rule)).ToList();
            settings = settings.With(TriedSettings.Setting.Name, TriedSettings.Text(tried));
        }

        settings = Changed(settings, NetworkSettings.Epochs, UsualEpochs, epochs => Math.Max(1, epochs / rule.EpochDivisor));
        settings = Changed(settings, SharedSettings.Rows, rows => rows == 0 ? 0 : Math.Max(1, rows / rule.RowDivisor));
        settings = Changed(settings, TreeSettings.OpenTrees, UsualTrees, trees => Math.Max(1, trees / rule.TreeDivisor));
        return Changed(settings, ImageLearners.Size, size => Math.Min(size, rule.ImageSize ?? size));
    }

    private static Settings Changed(Settings settings, Setting<int> setting, Func<int, int> change) => settings.ContainsKey(setting.Name)
        ? settings.With(setting.Name, change(settings.Get(setting)).ToString(CultureInfo.InvariantCulture))
        : settings;

    /// <summary>A number that is left to the data is counted as a usual one.</summary>
    private static Settings Changed(Settings settings, Setting<int?> setting, int usual, Func<int, int> change) =>
        settings.ContainsKey(setting.Name)
        ? settings.With(setting.Name, change(settings.Get(setting) ?? usual).ToString(CultureInfo.InvariantCulture))
        : settings;

    private static int? Least(int? a, int? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private static LearnerKind Kind(LearnerSpec spec, LearnerCatalog learners) => learners.TryFind(spec.Kind, out var kind)
        ? kind
        : throw new UnknownKindException(
            $"The learner '{spec.Name}' is of the unknown kind '{spec.Kind}'; there are: "
                + $"{KnownKinds.Text(spec.Kind, learners)}.", spec.Kind);
}
