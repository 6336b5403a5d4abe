using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure of several learners against a number that each stands for, such as its depth: a curve of means over seeds with a band of their 95 % t-intervals.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Axis">What the number is.</param>
/// <param name="Learners">The learners with their numbers, rising.</param>
public sealed record AgainstLearnersSpec(string Name, Measure Measure, string Axis, params IReadOnlyList<(double X, string Learner)> Learners) : PictureSpec(Name)
{
    /// <summary>Whether the numbers lie by their logarithm.</summary>
    public bool LogarithmicX { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var curve = MeansCurve.Of(Measure.Name, Measure, Learners.Select(place => (place.X, trials.Where(record => record.Trial.Learner == place.Learner))));
        return curve.X.Count < 2 ? null : new LinePicture($"{title}: {Measure.Name} against {Axis}", Axis, $"{Measure.Name}, {Measure.Unit}", [curve])
        {
            XScale = LogarithmicX ? AxisScale.Logarithmic : AxisScale.Linear,
        };
    }
}
