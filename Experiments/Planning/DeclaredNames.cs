using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Planning;

/// <summary>
/// What the claims, choices, pictures and the map of an experiment name: learners, metrics, splits and settings. A name that nothing has is
/// refused when the run is planned, for it would be judged as if its results were missing.
/// </summary>
internal static class DeclaredNames
{
    /// <summary>What histories can hold besides the gradients of single weight matrices, which a setting names.</summary>
    private static readonly string[] History =
    [
        Metric.Loss, Metric.Accuracy, StepDiagnostic.BatchLoss, StepDiagnostic.BatchAccuracy, StepDiagnostic.GradientNorm,
        SensitivityDiagnostic.Sensitivity,
        InterpolationDiagnostic.Alpha, InterpolationDiagnostic.Loss, InterpolationDiagnostic.Accuracy,
        CriticalPointDiagnostic.EndLoss, CriticalPointDiagnostic.EndRatio,
        CriticalPointDiagnostic.CriticalLoss, CriticalPointDiagnostic.CriticalRatio,
        CriticalPointDiagnostic.PositiveShare, CriticalPointDiagnostic.NegativeShare, CriticalPointDiagnostic.KinkShare,
        .. WeightPathDiagnostic.Parts.SelectMany(part => (string[])
        [
            WeightPathDiagnostic.Component(part, 1), WeightPathDiagnostic.Component(part, 2),
            WeightPathDiagnostic.Share(part, 1), WeightPathDiagnostic.Share(part, 2),
            WeightPathDiagnostic.Step(part), WeightPathDiagnostic.Turn(part),
        ]),
    ];

    /// <summary>Refuses names that the experiment does not have.</summary>
    /// <exception cref="SuiteException">There is one; the message says where, and which names are near.</exception>
    public static void Require(Experiment experiment, IReadOnlyList<PlannedLearner> planned)
    {
        string[] learners = [.. planned.Select(learner => learner.Name)];
        string[] named = [.. learners, .. experiment.Choices.Select(choice => choice.Name)];
        string[] settings = [.. planned.SelectMany(learner => learner.Settings.Keys).Distinct()];
        // Kinds of other programs may record what they like; a counterpart records what its own kind does.
        var ownKinds = planned.All(
            learner => learner.IsEnsemble || LearnerCatalog.Own.TryFind(learner.Kind.CounterpartOf ?? learner.Kind.Name, out _));
        string[] history = [
            .. History,
            .. planned.Where(learner => learner.Kind.Has(DiagnosticSettings.Gradients.Name))
                .SelectMany(learner => learner.Settings.Get(DiagnosticSettings.Gradients)).Distinct()
                .Select(StepDiagnostic.SquaredGradient),
            .. experiment.Ensemble is null ? [] : learners.Select(name => WeightedMean.WeightPrefix + name)];
        var check = new Check(experiment.Name, learners, named, settings, ownKinds ? history : null);
        foreach (var choice in experiment.Choices)
        {
            var where = $"the choice '{choice.Name}'";
            check.Learners(where, choice.Candidates, learners);
            check.Measure(where, choice.Measure.Form);
        }

        foreach (var claim in experiment.Claims)
        {
            var where = $"the claim '{claim.Text}'";
            check.Learners(where, claim.NamedLearners, named);
            check.Measure(where, claim.Measure.Form);
        }

        foreach (var picture in experiment.Pictures)
        {
            check.Picture(picture);
            if (picture is ImagesSpec && experiment.Map?.Places is not TestRowPlaces)
            {
                throw new SuiteException(
                    $"In the experiment '{experiment.Name}', the picture '{picture.Name}' shows test images and what learners say of them: "
                        + "the map of predictions must be of testRows.");
            }
        }

        check.Learners(
            "the map of predictions", experiment.Map?.Learners ?? [],
            [.. planned.Where(learner => !learner.IsEnsemble).Select(learner => learner.Name)]);
    }

    /// <summary>
    /// A changed experiment without the claims, choices, pictures and places of a map whose learners the change removed or renamed, with a
    /// sentence on what is left out. What named no learner before the change either stays, to be refused.
    /// </summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="before">The experiment as it was.</param>
    /// <param name="after">The experiment with the change.</param>
    /// <param name="learners">The kinds of learner.</param>
    /// <param name="say">Whether a sentence is added to <see cref="Experiment.LeftOut"/>.</param>
    public static Experiment WithoutGone(string suite, Experiment before, Experiment after, LearnerCatalog learners, bool say = true)
    {
        var gone = PlannedLearner.NamesOf(before, learners);
        gone.ExceptWith(PlannedLearner.NamesOf(after, learners));
        return gone.Count == 0 ? after : Without(suite, after, gone, say);
    }

    /// <summary>An experiment without what names learners that it does not have any more.</summary>
    public static Experiment Without(string suite, Experiment experiment, IReadOnlySet<string> gone, bool say)
    {
        var choices = experiment.Choices
            .Select(choice => choice with { Candidates = [.. choice.Candidates.Where(name => !gone.Contains(name.Text))] })
            .Where(choice => choice.Candidates.Count > 0).ToList();
        HashSet<string> all = [.. gone, .. experiment.Choices.Select(choice => choice.Name).Except(choices.Select(choice => choice.Name))];
        bool IsGone(LearnerName name) => all.Contains(name.Text);

        var claims = experiment.Claims.Where(claim => !claim.NamedLearners.Any(IsGone)).ToList();
        var pictures = experiment.Pictures.Select(picture => picture.Without(IsGone)).OfType<PictureSpec>().ToList();
        var map = experiment.Map is { Learners.Count: > 0 } named
            ? named with { Learners = [.. named.Learners.Where(name => !IsGone(name))] } is { Learners.Count: > 0 } left ? left : null
            : experiment.Map;
        var (fewerClaims, fewerPictures) = (experiment.Claims.Count - claims.Count, experiment.Pictures.Count - pictures.Count);
        var sentence =
            $"{suite}/{experiment.Name}: {Counted(fewerClaims, "claim")} and {Counted(fewerPictures, "picture")} are left out, for they "
                + $"are about learners that this run does not have.";
        return experiment with
        {
            Claims = claims,
            Choices = choices,
            Pictures = pictures,
            Map = map,
            LeftOut = say && fewerClaims + fewerPictures > 0 ? [.. experiment.LeftOut, sentence] : experiment.LeftOut,
        };
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private sealed record Check(string Experiment, string[] Planned, string[] Named, string[] Settings, string[]? History)
    {
        public void Learners(string where, IEnumerable<LearnerName> names, string[] known)
        {
            foreach (var name in names)
                Known(where, "learner", name.Text, known);
        }

        public void Measure(string where, MeasureForm? form)
        {
            for (; form is not null; form = form.Inner)
            {
                if (form.Split is { } split)
                    Known(where, "split", split, Split.Reported);
                if (form.Kind == "recorded" || form.IsOfCurve)
                    Recorded(where, form.Metric!);
                else if (form.Metric is { } metric)
                    Known(where, "metric", metric, Metric.All);
            }
        }

        public void Picture(PictureSpec picture)
        {
            var where = $"the picture '{picture.Name}'";
            Learners(where, picture.NamedLearners, picture is BarsSpec or ImagesSpec ? Named : Planned);
            foreach (var measure in picture.Measures)
                Measure(where, measure.Form);
            foreach (var setting in picture.NamedSettings)
                Known(where, "setting", setting, Settings);
            foreach (var split in picture.NamedSplits)
                Known(where, "split", split, Split.Reported);
            foreach (var metric in picture.NamedHistory)
                Recorded(where, metric);
        }

        private void Recorded(string where, string metric)
        {
            if (History is not null)
                Known(where, "metric of the history", metric, History);
        }

        private void Known(string where, string what, string name, IReadOnlyList<string> known)
        {
            if (known.Contains(name))
                return;
            var near = name.Length > 0 ? NearestNames.Find(name, known) : [];
            throw new SuiteException(
                $"In the experiment '{Experiment}', {where}: there is no {what} named '{name}'. "
                + (near.Count > 0 ? $"Did you mean {string.Join(" or ", near.Select(candidate => $"'{candidate}'"))}? " : "")
                + $"There are: {string.Join(", ", known.Select(candidate => $"'{candidate}'"))}.");
        }
    }
}
