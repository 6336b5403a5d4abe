using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>A claim with its figures, before it is judged beside others.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="About">What the figures are, in words, and why nothing can be judged where neither test nor prediction is there.</param>
/// <param name="Effect">The mean figure or difference, null for none.</param>
internal sealed record ClaimQuestion(Claim Claim, string About, double? Effect)
{
    private CountedFigures? _figures;

    private string _learner = "";

    private string? _than;

    /// <summary>What the figures say of their mean; null where nothing can be judged.</summary>
    public MeanTest? Test { get; private init; }

    /// <summary>
    /// Where another run would come out; null for a claim about no published figure, and where every run gives the same figure.
    /// </summary>
    public PredictionInterval? Prediction { get; private init; }

    /// <summary>How many seeds the figures are of; null where they are of folds, or nothing can be judged.</summary>
    public int? Seeds { get; private init; }

    /// <summary>How far the figures lie from the claim's range or from 0, in their deviations.</summary>
    public double? Standardized { get; private init; }

    /// <summary>The question of a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="trials">Finished trials of the experiment on one data set.</param>
    /// <param name="rows">Training and test rows; null where they are not known.</param>
    public static ClaimQuestion Of(Claim claim, Experiment experiment, IReadOnlyList<FinishedTrial> trials, (int Train, int Test)? rows)
    {
        var learner = FiguresBySeed.Resolve(claim.Learner, experiment.Choices, trials);
        var than = claim.Than is null ? null : FiguresBySeed.Resolve(claim.Than, experiment.Choices, trials);
        var about = Words(claim, experiment, trials, learner, than);
        string[] learners = than is null ? [learner] : [learner, than];
        if (learners.FirstOrDefault(name => trials.All(ended => ended.Trial.Learner != name)) is { } missing)
            return new(claim, $"{about}: no trial of {missing} is finished", null);
        var figures = new CountedFigures(trials, claim.Measure.Of, claim.Measure.LowerIsBetter, experiment.TrialsAre);
        var values = than is null ? [.. figures.Of(learner).OrderBy(pair => pair.Key).Select(pair => pair.Value)]
            : figures.Differences(learner, than);
        double? effect = values.Length == 0 ? null : Spread.Of(values).Mean;
        if (figures.Failures(learners) is { } failures && figures.Worst is null)
        {
            return new(
                claim, $"{about}: {failures}, and no figure can stand in for those that are missing: the others alone judge nothing",
                effect);
        }

        if (figures.Remark(learners) is { } remark)
            about = $"{about} ({remark})";
        if (values.Length < ClaimJudge.LeastSeeds)
        {
            return new(
                claim, $"{about}: {values.Length} {experiment.TrialsAre} have the figure, {ClaimJudge.LeastSeeds} are needed", effect);
        }

        return new(claim, about, effect)
        {
            _figures = figures,
            _learner = learner,
            _than = than,
            Test = FigureTest.Of(
                experiment, values, FigureTest.Constants(figures, learners), claim.Measure.IsExact, claim.Measure.IsTestAccuracy, rows,
                isDifference: than is not null),
            Prediction = claim.Published is not { } published || TTest.HasNoSpread(values) ? null
                : published.BestOf == 1 ? PredictionInterval.OfOneRun(values)
                : PredictionInterval.OfBest(values, published.BestOf, claim.Measure.LowerIsBetter == true),
            Seeds = experiment.HasFolds ? null : values.Length,
            Standardized = StandardizedEffect.Of([.. values.Select(value => value - Reference(claim, effect!.Value))]),
        };
    }

    /// <summary>
    /// Why a verdict may not be given, because it would say something good of a learner with failed trials; null where it may.
    /// </summary>
    public string? Objection(Verdict verdict)
    {
        if (_figures is null || verdict is not (Verdict.Supported or Verdict.Contradicted or Verdict.Equivalent)
            || Claim.Measure.LowerIsBetter is not { } lower)
        {
            return null;
        }

        string?[] favoured = verdict == Verdict.Equivalent || Claim.Published is not null ? [_learner, _than] : [Favoured(lower)];
        return favoured.OfType<string>().FirstOrDefault(_figures.HasFailed) is { } failed
            ? $"{_figures.Failures(failed)}, so that nothing good is said of it" : null;

        // The estimate lies above one end or below the other, or between both, which is good of the learner.
        string? Favoured(bool lowerIsBetter)
        {
            var isBetween = double.IsFinite(Claim.Low) && double.IsFinite(Claim.High) && verdict == Verdict.Supported;
            var isAbove = double.IsFinite(Claim.Low) && Effect > Claim.Low && !(Effect > Claim.High);
            if (!isBetween && !isAbove)
                isAbove = Effect > Claim.High;
            return isBetween || isAbove != lowerIsBetter ? _learner : _than;
        }
    }

    /// <summary>
    /// What the standardized effect is the distance from: 0 for a difference, else the published figure or the nearer end.
    /// </summary>
    private static double Reference(Claim claim, double mean) => claim switch
    {
        { Than: not null } => 0,
        { Published: { } published } => (double)published.Figure,
        _ => new[] { claim.Low, claim.High }.Where(double.IsFinite).MinBy(end => Math.Abs(mean - end)),
    };

    private static string Words(Claim claim, Experiment experiment, IReadOnlyList<FinishedTrial> trials, string learner, string? than)
    {
        var about = than is null ? $"{claim.Measure.Name} of {learner}" : $"{claim.Measure.Name} of {learner} less that of {than}";
        foreach (var choice in experiment.Choices.Where(choice => choice.Name == claim.Learner.Text || choice.Name == claim.Than?.Text))
        {
            var which = choice.Lowest ? "lowest" : "highest";
            about = $"{about} ({choice.Name} is the one of {choice.Candidates.Count} with the {which} mean {choice.Measure.Name})";
        }

        var standIn = experiment.HasOwnData ? null
            : trials.Select(ended => ended.Result.DataSet).FirstOrDefault(data => data != trials[0].Trial.DataSet);
        return standIn is null ? about : $"{about}, on the stand-in {standIn}";
    }
}
