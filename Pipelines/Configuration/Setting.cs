using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Pipelines.Configuration;

/// <summary>
/// One setting of a kind of learner: its name, what it means, its default and which values it takes. The type of its values is that of a
/// <see cref="Setting{T}"/>.
/// </summary>
public abstract class Setting
{
    private protected Setting(string name, string description, string expected)
    {
        Name = name;
        Description = description;
        Expected = expected;
    }

    /// <summary>The name, lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>What it means, with its unit.</summary>
    public string Description { get; }

    /// <summary>Which values it takes, in words.</summary>
    public string Expected { get; }

    /// <summary>The value of a learner that does not set it, as text.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The one way to write <paramref name="text"/>: <c>1e-3</c> and <c>0.001</c> both become <c>0.001</c>.</summary>
    /// <exception cref="FormatException">The setting does not take this value.</exception>
    public abstract string Canonical(string text);

    /// <summary>A whole number of at least <paramref name="minimum"/> and at most <paramref name="maximum"/>.</summary>
    public static Setting<int> Integer(string name, string description, int defaultValue, int minimum, int maximum = int.MaxValue) => new(
        name, description, defaultValue,
        maximum == int.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}",
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= minimum
                && value <= maximum,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// A whole number of at least <paramref name="minimum"/>, or null, written <c>auto</c>, where the learner chooses it by the data; that
    /// is the default.
    /// </summary>
    public static Setting<int?> IntegerOrAuto(string name, string description, int minimum) => new(
        name, description, null, $"a whole number of at least {minimum}, or {Auto}",
        (string text, out int? value) =>
        {
            value = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
            return text == Auto || (value is not null && number >= minimum);
        },
        value => value?.ToString(CultureInfo.InvariantCulture) ?? Auto);

    /// <summary>A finite number between <paramref name="minimum"/> (allowed or not) and <paramref name="maximum"/> (not allowed).</summary>
    public static Setting<double> Number(
        string name, string description, double defaultValue, double minimum, bool minimumAllowed = true,
        double maximum = double.PositiveInfinity) => new(
        name, description, defaultValue,
        $"a number {(minimumAllowed ? "of at least" : "above")} {minimum.ToString(CultureInfo.InvariantCulture)}"
            + (double.IsFinite(maximum) ? $" and below {maximum.ToString(CultureInfo.InvariantCulture)}" : ""),
        (string text, out double value) =>
            TryNumber(text, out value) && (minimumAllowed ? value >= minimum : value > minimum) && value < maximum,
        Plain);

    /// <summary>
    /// A finite number of at least <paramref name="minimum"/> and below <paramref name="maximum"/>, or null, written <c>auto</c>, where the
    /// learner chooses it; that is the default.
    /// </summary>
    public static Setting<double?> NumberOrAuto(
        string name, string description, double minimum, double maximum = double.PositiveInfinity) => new(
        name, description, null,
        $"a number of at least {minimum.ToString(CultureInfo.InvariantCulture)}"
            + (double.IsFinite(maximum) ? $" and below {maximum.ToString(CultureInfo.InvariantCulture)}" : "") + $", or {Auto}",
        (string text, out double? value) =>
        {
            value = TryNumber(text, out var number) ? number : null;
            return text == Auto || (value >= minimum && value < maximum);
        },
        value => value is { } number ? Plain(number) : Auto);

    /// <summary>A share: a number above 0 and at most 1.</summary>
    public static Setting<double> Share(string name, string description, double defaultValue) => new(
        name, description, defaultValue, "a number above 0 and at most 1",
        (string text, out double value) => TryNumber(text, out value) && value is > 0 and <= 1,
        Plain);

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public static Setting<bool> YesOrNo(string name, string description, bool defaultValue = false) =>
        defaultValue ? Choice(name, description, ("yes", true), ("no", false)) : Choice(name, description, ("no", false), ("yes", true));

    /// <summary>One of <paramref name="choices"/>; the first is the default. Upper and lower case are the same.</summary>
    public static Setting<string> Choice(string name, string description, params string[] choices) =>
        Choice(name, description, Array.ConvertAll(choices, choice => (choice, choice)));

    /// <summary>One of the values of an enum, <c>LeakyReLU</c> as <c>leaky-relu</c>; the first is the default.</summary>
    public static Setting<T> Choice<T>(string name, string description)
        where T : struct, Enum => Choice(name, description, Named<T>());

    /// <summary>
    /// One of <paramref name="choices"/>, each a name and what it stands for; the first is the default. Upper and lower case are the same.
    /// </summary>
    public static Setting<T> Choice<T>(string name, string description, params (string Name, T Value)[] choices)
        where T : notnull => new(
        name, description, choices[0].Value, $"one of {Listed(choices)}",
        (string text, [MaybeNullWhen(false)] out T value) => TryChoose(choices, text, out value),
        value => NameOf(choices, value));

    /// <summary>One of the values of an enum for all layers, or one for each, joined by <c>+</c>; the first is the default.</summary>
    public static Setting<IReadOnlyList<T>> ChoiceOfEach<T>(string name, string description)
        where T : struct, Enum => ChoiceOfEach(name, description, Named<T>());

    /// <summary>One of <paramref name="choices"/> for all layers, or one for each, joined by <c>+</c>; the first is the default.</summary>
    public static Setting<IReadOnlyList<T>> ChoiceOfEach<T>(string name, string description, params (string Name, T Value)[] choices)
        where T : notnull => new(
        name, description, [choices[0].Value], $"one of {Listed(choices)}, or one for each layer joined by '+'",
        (string text, [MaybeNullWhen(false)] out IReadOnlyList<T> values) =>
            TryEach(text.Split('+'), (string part, [MaybeNullWhen(false)] out T value) => TryChoose(choices, part, out value), out values),
        values => string.Join('+', values.Select(value => NameOf(choices, value))));

    /// <summary>Several of <paramref name="choices"/> joined by <c>+</c>, or <c>none</c>.</summary>
    public static Setting<IReadOnlyList<string>> Several(
        string name, string description, IReadOnlyList<string> defaultValue, params string[] choices) =>
        OrNone<string>(
            name, description, defaultValue, $"some of {string.Join(", ", choices)} joined by '+'", '+',
            (string text, [MaybeNullWhen(false)] out string value) => choices.Contains(value = text),
            parts => parts.Distinct().Count() == parts.Count, part => part, noneFirst: true);

    /// <summary>Places counted from 0, rising, such as <c>0-30-60</c>, or <c>none</c>, which is the default.</summary>
    public static Setting<IReadOnlyList<int>> Places(string name, string description) =>
        OrNone<int>(name, description, [], "rising whole numbers from 0 such as 0 or 0-30-60", '-', TryWhole, Rising, WholeText);

    /// <summary>Widths of layers such as <c>128-64</c>, or <c>none</c>.</summary>
    public static Setting<IReadOnlyList<int>> Widths(string name, string description, params IReadOnlyList<int> defaultValue) =>
        OrNone<int>(
            name, description, defaultValue, "widths such as 128 or 128-64", '-', TryWhole, widths => widths.All(width => width > 0),
            WholeText);

    /// <summary>
    /// Numbers above 0 that can be written without an exponent, such as <c>0.5-1-2</c>, or <c>none</c>, which is the default.
    /// </summary>
    public static Setting<IReadOnlyList<double>> Numbers(string name, string description) =>
        OrNone<double>(name, description, [], "numbers above 0 such as 0.5 or 0.5-1-2", '-', TryPlain, _ => true, Plain);

    /// <summary>
    /// The channels, height and width of images such as <c>1x28x28</c>; null, written <c>none</c>, is allowed where that is the default.
    /// </summary>
    public static Setting<Shape?> Image(string name, string description, Shape? defaultValue = null) => new(
        name, description, defaultValue, $"channels, height and width such as 1x28x28{(defaultValue is null ? ", or none" : "")}",
        (string text, out Shape? image) =>
        {
            image = null;
            if (text == None && defaultValue is null)
                return true;
            if (!TryEach<int>(text.Split('x'), TryWhole, out var sides) || sides.Count != 3 || sides.Any(side => side is < 1 or > 65_536))
                return false;
            image = new Shape([.. sides]);
            return true;
        },
        image => image is null ? None : string.Join('x', image.Dimensions.ToArray()));

    private protected const string None = "none";

    private const string Auto = "auto";

    /// <summary>A list of parts, or <c>none</c> for an empty one.</summary>
    private static Setting<IReadOnlyList<T>> OrNone<T>(
        string name, string description, IReadOnlyList<T> defaultValue, string expected, char separator,
        TryParse<T> tryPart, Func<IReadOnlyList<T>, bool> accepts, Func<T, string> format, bool noneFirst = false) => new(
        name, description, defaultValue, noneFirst ? $"none, or {expected}" : $"{expected}, or none",
        (string text, [MaybeNullWhen(false)] out IReadOnlyList<T> values) =>
        {
            values = [];
            return text == None || (TryEach(text.Split(separator), tryPart, out values) && accepts(values));
        },
        values => values.Count == 0 ? None : string.Join(separator, values.Select(format)));

    private static bool TryEach<T>(string[] parts, TryParse<T> tryParse, [MaybeNullWhen(false)] out IReadOnlyList<T> values)
    {
        var parsed = new T[parts.Length];
        values = parsed;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!tryParse(parts[i], out var value))
                return false;
            parsed[i] = value;
        }

        return true;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>
    /// A number above 0 whose text has digits and a point alone: an exponent's sign would read as the start of the next number.
    /// </summary>
    private static bool TryPlain(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value > 0
            && Plain(value).All(letter => char.IsAsciiDigit(letter) || letter == '.');

    private static bool Rising(IReadOnlyList<int> places) => places.Zip(places.Skip(1)).All(pair => pair.First < pair.Second);

    private static string WholeText(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as a person writes it, <c>0.00001</c> rather than <c>1E-05</c>, where those digits read back to it.</summary>
    private static string Plain(double value)
    {
        var plain = value.ToString("0.####################", CultureInfo.InvariantCulture);
        return plain.Length < 20 && double.Parse(plain, CultureInfo.InvariantCulture) == value
            ? plain
            : value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
    }

    private static bool TryChoose<T>((string Name, T Value)[] choices, string text, [MaybeNullWhen(false)] out T value)
    {
        var at = Array.FindIndex(choices, choice => string.Equals(choice.Name, text, StringComparison.OrdinalIgnoreCase));
        value = at < 0 ? default : choices[at].Value;
        return at >= 0;
    }

    private static string NameOf<T>((string Name, T Value)[] choices, T value) =>
        Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;

    private static string Listed<T>((string Name, T Value)[] choices) => string.Join(", ", choices.Select(choice => choice.Name));

    private static (string Name, T Value)[] Named<T>()
        where T : struct, Enum => Named(Enum.GetValues<T>());

    /// <summary>Values with the names that settings have for them, by what their text says.</summary>
    internal static (string Name, T Value)[] Named<T>(IEnumerable<T> values)
        where T : notnull => [.. values.Select(value => (Hyphenated(value.ToString()!), value))];

    /// <summary>
    /// Lower case, a hyphen before each capital that follows a small letter; <c>ReLU</c> and <c>PyTorch</c> stay one word.
    /// </summary>
    private static string Hyphenated(string value)
    {
        var text = new StringBuilder();
        var words = value.Replace("ReLU", "Relu", StringComparison.Ordinal).Replace("PyTorch", "Pytorch", StringComparison.Ordinal);
        foreach (var letter in words)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>
/// A setting whose values are of type <typeparamref name="T"/>. A learner reads its value by <see cref="Settings.Get{T}"/>.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class Setting<T> : Setting
{
    private readonly TryParse<T> _parse;
    private readonly Func<T, string> _format;

    /// <summary>A setting with a notation of its own; for the usual ones see the methods of <see cref="Setting"/>.</summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    /// <param name="description">What it means, with its unit.</param>
    /// <param name="defaultValue">The value of a learner that does not set it.</param>
    /// <param name="expected">Which values it takes, in words that follow "expected".</param>
    /// <param name="parse">Reads a value; false for text that is none.</param>
    /// <param name="format">Writes a value in its one notation, without white space.</param>
    public Setting(string name, string description, T defaultValue, string expected, TryParse<T> parse, Func<T, string> format)
        : base(name, description, expected)
    {
        Default = defaultValue;
        _parse = parse;
        _format = format;
    }

    /// <summary>The value of a learner that does not set it.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public override string DefaultText => _format(Default);

    /// <summary>The value that <paramref name="text"/> stands for.</summary>
    /// <exception cref="FormatException">The setting does not take this value.</exception>
    public T Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _parse(text, out var value) ? value
            : throw new FormatException($"The setting '{Name}' cannot be '{text}'; expected {Expected}.");
    }

    /// <inheritdoc/>
    public override string Canonical(string text) => _format(Parse(text));
}

/// <summary>Reads a value of type <typeparamref name="T"/>; false for text that is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="text">The text.</param>
/// <param name="value">The value.</param>
public delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);
