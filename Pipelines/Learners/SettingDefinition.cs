using System.Globalization;

namespace MlPipelines.Pipelines.Learners;

/// <summary>One setting of a kind of learner: its name, what it means, its default and which values it takes.</summary>
public sealed class SettingDefinition
{
    private readonly Func<string, string?> _canonical;

    private SettingDefinition(string name, string description, string defaultValue, string expected, Func<string, string?> canonical)
    {
        Name = name;
        Description = description;
        Expected = expected;
        _canonical = canonical;
        DefaultValue = Canonical(defaultValue);
    }

    /// <summary>The name, lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>What it means, with its unit.</summary>
    public string Description { get; }

    /// <summary>The value of a learner that does not set it.</summary>
    public string DefaultValue { get; }

    /// <summary>Which values it takes, in words.</summary>
    public string Expected { get; }

    /// <summary>A whole number of at least <paramref name="minimum"/> and at most <paramref name="maximum"/>.</summary>
    public static SettingDefinition Integer(string name, string description, int defaultValue, int minimum, int maximum = int.MaxValue) =>
        new(name, description, defaultValue.ToString(CultureInfo.InvariantCulture),
            maximum == int.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum
                ? value.ToString(CultureInfo.InvariantCulture)
                : null);

    /// <summary>A finite number between <paramref name="minimum"/> (allowed or not) and <paramref name="maximum"/> (not allowed).</summary>
    public static SettingDefinition Number(
        string name, string description, double defaultValue, double minimum, bool minimumAllowed = true, double maximum = double.PositiveInfinity)
    {
        string expected = $"a number {(minimumAllowed ? "of at least" : "above")} {minimum.ToString(CultureInfo.InvariantCulture)}"
            + (double.IsFinite(maximum) ? $" and below {maximum.ToString(CultureInfo.InvariantCulture)}" : "");
        return new(name, description, Plain(defaultValue), expected, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && (minimumAllowed ? value >= minimum : value > minimum) && value < maximum
                ? Plain(value)
                : null);
    }

    /// <summary>A share: a number above 0 and at most 1.</summary>
    public static SettingDefinition Share(string name, string description, double defaultValue) =>
        new(name, description, Plain(defaultValue), "a number above 0 and at most 1", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and <= 1 ? Plain(value) : null);

    /// <summary>One of <paramref name="choices"/>; the first is the default.</summary>
    public static SettingDefinition Choice(string name, string description, params string[] choices) =>
        new(name, description, choices[0], $"one of {string.Join(", ", choices)}", text =>
            choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Several of <paramref name="choices"/> joined by <c>+</c>, or <c>none</c>.</summary>
    public static SettingDefinition Several(string name, string description, string defaultValue, params string[] choices) =>
        new(name, description, defaultValue, $"none, or some of {string.Join(", ", choices)} joined by '+'", text =>
        {
            if (text == "none")
                return text;
            var parts = text.Split('+');
            return parts.All(choices.Contains) && parts.Distinct().Count() == parts.Length ? text : null;
        });

    /// <summary>One of <paramref name="choices"/> for all layers, or one for each, joined by <c>+</c>; the first is the default.</summary>
    public static SettingDefinition ChoiceOfEach(string name, string description, params string[] choices) =>
        new(name, description, choices[0], $"one of {string.Join(", ", choices)}, or one for each layer joined by '+'", text =>
        {
            var parts = text.Split('+').Select(part => choices.FirstOrDefault(choice => string.Equals(choice, part, StringComparison.OrdinalIgnoreCase))).ToList();
            return parts.Contains(null) ? null : string.Join('+', parts);
        });

    /// <summary>Places counted from 0, rising, such as <c>0-30-60</c>, or <c>none</c>.</summary>
    public static SettingDefinition Places(string name, string description) =>
        new(name, description, "none", "rising whole numbers from 0 such as 0 or 0-30-60, or none", text =>
        {
            if (text == "none")
                return text;
            var places = text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : -1).ToList();
            return places[0] >= 0 && places.Zip(places.Skip(1)).All(pair => pair.First < pair.Second) ? string.Join('-', places) : null;
        });

    /// <summary>Widths of layers such as <c>128-64</c>, or <c>none</c>.</summary>
    public static SettingDefinition Widths(string name, string description, string defaultValue) =>
        new(name, description, defaultValue, "widths such as 128 or 128-64, or none", text =>
        {
            if (text == "none")
                return text;
            var parts = text.Split('-');
            return parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0)
                ? string.Join('-', parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)))
                : null;
        });

    /// <summary>Numbers above 0 that can be written without an exponent, such as <c>0.5-1-2</c>, or <c>none</c>.</summary>
    public static SettingDefinition Numbers(string name, string description, string defaultValue) =>
        new(name, description, defaultValue, "numbers above 0 such as 0.5 or 0.5-1-2, or none", text =>
        {
            if (text == "none")
                return text;
            var parts = text.Split('-');
            var numbers = parts.Select(part => double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0 ? Plain(value) : "").ToArray();
            return numbers.All(number => number.Length > 0 && number.All(letter => char.IsAsciiDigit(letter) || letter == '.')) ? string.Join('-', numbers) : null; // an exponent's sign would read as the next number
        });

    /// <summary>The channels, height and width of images such as <c>1x28x28</c>, or <c>none</c> where that is the default.</summary>
    public static SettingDefinition Image(string name, string description, string defaultValue) =>
        new(name, description, defaultValue, $"channels, height and width such as 1x28x28{(defaultValue == "none" ? ", or none" : "")}", text =>
        {
            if (text == "none" && defaultValue == "none")
                return text;
            var parts = text.Split('x');
            return parts.Length == 3 && parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is > 0 and <= 65_536)
                ? string.Join('x', parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)))
                : null;
        });

    /// <summary>The one way to write <paramref name="text"/>: <c>1e-3</c> and <c>0.001</c> both become <c>0.001</c>.</summary>
    /// <exception cref="FormatException">The setting does not take this value.</exception>
    public string Canonical(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _canonical(text) ?? throw new FormatException($"The setting '{Name}' cannot be '{text}'; expected {Expected}.");
    }

    /// <summary>A number as a person writes it, <c>0.00001</c> rather than <c>1E-05</c>, where those digits read back to it.</summary>
    private static string Plain(double value)
    {
        string plain = value.ToString("0.####################", CultureInfo.InvariantCulture);
        return plain.Length < 20 && double.Parse(plain, CultureInfo.InvariantCulture) == value
            ? plain
            : value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}
