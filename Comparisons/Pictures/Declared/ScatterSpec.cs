using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>Two figures of every trial against each other: a point for each seed, a group for each learner.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="X">The figure to the right.</param>
/// <param name="Y">The figure upwards.</param>
public sealed record ScatterSpec(string Name, Measure X, Measure Y) : PictureSpec(Name)
{
    /// <summary>Whether places to the right lie by their logarithm; figures that are not above 0 are then left out.</summary>
    public bool LogarithmicX { get; init; }

    /// <summary>Whether heights lie by their logarithm; figures that are not above 0 are then left out.</summary>
    public bool LogarithmicY { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var groups = trials.GroupBy(record => record.Trial.Learner).Select(Group).Where(group => group.X.Count > 0).ToList();
        return groups.Count == 0 ? null : new ScatterPicture($"{title}: {Y.Name} against {X.Name}", $"{X.Name}, {X.Unit}", $"{Y.Name}, {Y.Unit}", groups)
        {
            XScale = LogarithmicX ? AxisScale.Logarithmic : AxisScale.Linear,
            YScale = LogarithmicY ? AxisScale.Logarithmic : AxisScale.Linear,
        };
    }

    private Series Group(IGrouping<string, TrialRecord> trials)
    {
        var points = trials.Select(record => (X: X.Of(record.Result), Y: Y.Of(record.Result)))
            .Where(point => Shown(point.X, LogarithmicX) && Shown(point.Y, LogarithmicY)).ToList();
        return new(trials.Key, [.. points.Select(point => point.X!.Value)], [.. points.Select(point => point.Y!.Value)]);
    }

    private static bool Shown(double? value, bool logarithmic) => value is { } number && double.IsFinite(number) && (!logarithmic || number > 0);
}
