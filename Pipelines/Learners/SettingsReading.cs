using System.Globalization;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Typed values of settings that a <see cref="LearnerKind"/> has already checked.</summary>
public static class SettingsReading
{
    /// <summary>The value of a whole-number setting.</summary>
    public static int GetInteger(this Settings settings, string name) =>
        int.Parse(Value(settings, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The value of a number setting.</summary>
    public static double GetNumber(this Settings settings, string name) =>
        double.Parse(Value(settings, name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The widths of a setting such as <c>hidden=128-64</c>; empty for <c>none</c>.</summary>
    public static IReadOnlyList<int> GetWidths(this Settings settings, string name) =>
        Value(settings, name) is var text && text == "none"
            ? []
            : [.. text.Split('-').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];

    /// <summary>The places of a setting such as <c>gradients=0-30-60</c>; empty for <c>none</c>.</summary>
    public static IReadOnlyList<int> GetPlaces(this Settings settings, string name) => GetWidths(settings, name);

    /// <summary>The numbers of a setting such as <c>sine=0.5-1</c>; empty for <c>none</c>.</summary>
    public static IReadOnlyList<double> GetNumbers(this Settings settings, string name) =>
        Value(settings, name) is var text && text == "none"
            ? []
            : [.. text.Split('-').Select(part => double.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))];

    /// <summary>The channels, height and width of a setting such as <c>image=1x28x28</c>; null for <c>none</c>.</summary>
    public static Shape? GetImage(this Settings settings, string name) =>
        Value(settings, name) is var text && text == "none"
            ? null
            : new Shape([.. text.Split('x').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))]);

    /// <summary>The parts of a setting such as <c>monitor=validation+test</c>; empty for <c>none</c>.</summary>
    public static IReadOnlyList<string> GetSeveral(this Settings settings, string name) =>
        Value(settings, name) is var text && text == "none" ? [] : text.Split('+');

    private static string Value(Settings settings, string name)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings[name];
    }
}
