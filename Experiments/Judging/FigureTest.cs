using MlPipelines.Experiments.Model;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>Which test figures of learners get: the same for claims and for comparisons.</summary>
internal static class FigureTest
{
    /// <summary>
    /// The test of a learner's figures, or of the differences of two. Over folds the corrected resampled t-test, over seeds the t-test.
    /// Where nothing in the learners is random, seeds tell nothing: then accuracies are tested by the number of test rows, a figure that
    /// follows from the settings is a fact, and of others nothing is known.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="values">The figures or the differences, one for each seed or fold, at least two.</param>
    /// <param name="constants">The figure of each of the learners where it is the same in every seed; null where one varies.</param>
    /// <param name="isExact">Whether the figure follows from the settings.</param>
    /// <param name="isTestAccuracy">Whether the figure is a share of test rows.</param>
    /// <param name="rows">Training and test rows; null where they are not known.</param>
    /// <param name="isDifference">Whether the values are differences of two learners.</param>
    public static MeanTest Of(
        Experiment experiment, IReadOnlyList<double> values, IReadOnlyList<double>? constants, bool isExact, bool isTestAccuracy,
        (int Train, int Test)? rows, bool isDifference = true)
    {
        if (constants is not null && isExact)
            return MeanTest.OfFact(values[0], values.Count, experiment.TrialsAre);
        if (experiment.HasFolds && rows is var (train, test))
            return MeanTest.OfSplits(values, train, test, experiment.TrialsAre);
        if (constants is not null && isTestAccuracy && rows is var (_, testRows))
        {
            return constants.Count == 1
                ? MeanTest.OfShare(constants[0], testRows) : MeanTest.OfShares(constants[0], constants[1], testRows);
        }

        return MeanTest.OfSeeds(values, experiment.TrialsAre, paired: isDifference);
    }

    /// <summary>The figure of each learner where it is the same in every trial; null where one varies or failed.</summary>
    public static IReadOnlyList<double>? Constants(CountedFigures figures, params IReadOnlyList<string> learners) =>
        learners.All(name => !figures.HasFailed(name) && figures.Good(name).Values.Distinct().Count() == 1)
            ? [.. learners.Select(name => figures.Good(name).Values.First())] : null;
}
