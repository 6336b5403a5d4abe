using System.Globalization;
using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure against a setting: for each, a curve of means over seeds with a band of their 95 % t-intervals.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Settings">The settings, a curve each; only learners where the setting is above 0 are on its curve.</param>
public sealed record AgainstSettingSpec(string Name, Measure Measure, params IReadOnlyList<string> Settings) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var curves = Settings.Select(setting => Curve(setting, trials)).Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture($"{title}: {Measure.Name}", string.Join(", ", Settings), $"{Measure.Name}, {Measure.Unit}", curves) { XScale = AxisScale.Logarithmic };
    }

    private Series Curve(string setting, IReadOnlyList<TrialRecord> trials) => MeansCurve.Of(setting, Measure, trials
        .GroupBy(record => Value(record, setting)).Where(group => group.Key > 0).OrderBy(group => group.Key).Select(group => (group.Key, group.AsEnumerable())));

    private static double Value(TrialRecord record, string setting) =>
        record.Trial.Settings.TryGetValue(setting, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;
}
