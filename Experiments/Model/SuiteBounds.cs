using System.Globalization;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Experiments.Model;

/// <summary>
/// The most that an experiment may ask for. A slip in a suite file, such as a zero too many, is refused with the bound before memory is
/// taken for it. The bounds are far above what is of use.
/// </summary>
public static class SuiteBounds
{
    /// <summary>Most bytes of a suite file.</summary>
    public const long FileBytes = 16L << 20;

    /// <summary>Most letters of a name that becomes a part of files' names.</summary>
    public const int NameLength = 100;

    /// <summary>Most seeds.</summary>
    public const int Seeds = 10_000;

    /// <summary>Most folds, and most seeds of an experiment with folds, as each has rows of its own in memory.</summary>
    public const int Folds = 1_000;

    /// <summary>Most rows to train, to validate or to test on.</summary>
    public const int Rows = 100_000_000;

    /// <summary>Most learners that a sweep makes of one.</summary>
    public const int SweptLearners = 10_000;

    /// <summary>Most trials of a run.</summary>
    public const int Trials = 100_000;

    /// <summary>Most places of a map: of a grid its columns times its rows.</summary>
    public const int Places = 1_000_000;

    /// <summary>Most powers of the feature of a line.</summary>
    public const int Powers = 100;

    /// <summary>Most categories of a feature, each of which is a feature of its own.</summary>
    public const int Categories = 10_000;

    /// <summary>Most pixels on a side of pictures.</summary>
    public const int ImageSize = 4_096;

    /// <summary>Most weights of a network between its layers.</summary>
    public const long Weights = 200_000_000;

    private const int Width = 65_536, Layers = 1_000;
    private const long ImageValues = 100_000_000;
    private const string Hidden = "hidden", Filters = "filters", Image = "image";

    private static readonly Dictionary<string, (int Least, int Most)> Numbers = new()
    {
        ["epochs"] = (1, 1_000_000),
        ["probe-epochs"] = (1, 1_000_000),
        ["iterations"] = (1, 1_000_000),
        ["trees"] = (1, 100_000),
        ["leaves"] = (2, 1_000_000),
        ["batch"] = (1, 1_000_000),
        ["rows"] = (0, Rows),
        ["width"] = (1, Width),
        ["hidden-width"] = (0, Width),
        ["blocks"] = (0, 10_000),
        ["convolutions"] = (1, 1_000),
        ["kernel"] = (1, 1_000),
        ["pooling"] = (1, 1_000),
        ["size"] = (1, ImageSize),
    };

    /// <summary>
    /// What a setting's value is expected to be, as <c>a whole number from 1 to 1000000</c>, where it is out of bounds; null where it is
    /// not, or is for the setting itself to refuse.
    /// </summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its value, as text.</param>
    public static string? Expected(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (Numbers.TryGetValue(name, out var bounds) && Whole(value) is { } number && (number < bounds.Least || number > bounds.Most))
            return $"a whole number from {bounds.Least} to {bounds.Most}";
        if (name is Hidden or Filters && Parts(value, '-') is { } widths && (widths.Count > Layers || widths.Any(width => width > Width)))
            return $"at most {Layers} layers, each with at most {Width} units";
        if (name == Hidden && Parts(value, '-') is { } layers && Products(layers) > Weights)
            return $"layers with at most {Weights} weights between them";
        return name == Image && Parts(value, 'x') is { } sides && sides.Aggregate(1.0, (product, side) => product * side) > ImageValues
            ? $"an image of at most {ImageValues} values" : null;
    }

    /// <summary>Refuses settings of a learner that are out of bounds, one by one or together.</summary>
    /// <param name="where">Which learner it is, as the beginning of the error.</param>
    /// <param name="settings">All its settings.</param>
    /// <exception cref="SuiteException">There are some.</exception>
    public static void Require(string where, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var (name, value) in settings)
        {
            if (Expected(name, value) is { } expected)
                throw new SuiteException($"{where}: The setting '{name}' cannot be '{value}'; expected {expected}.");
        }

        if (WeightsBetween(settings) is > Weights and var weights)
        {
            throw new SuiteException(
                $"{where}: Its layers have {weights:0} weights between them; at most {Weights} are possible. Take fewer or narrower "
                    + "layers.");
        }
    }

    /// <summary>Refuses a network whose first layer is too large for the features of the data.</summary>
    /// <param name="settings">The learner's settings.</param>
    /// <param name="features">Number of features.</param>
    /// <exception cref="SuiteException">It is.</exception>
    public static void RequireFits(Settings settings, int features)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var first = settings.TryGetValue(Hidden, out var hidden) && !settings.ContainsKey(Filters)
            ? Parts(hidden, '-')?.FirstOrDefault() ?? 0
            : settings.TryGetValue("width", out var width) ? Whole(width) ?? 0 : 0;
        if ((double)first * features > Weights)
        {
            throw new SuiteException(
                $"The first layer has {first} units for {features} features, which are {(double)first * features:0} weights; at most "
                    + $"{Weights} are possible. Take a narrower layer or fewer features.");
        }
    }

    /// <summary>The weights between the layers that settings describe, of which the data decide none.</summary>
    private static double WeightsBetween(Settings settings)
    {
        double Number(string name, double otherwise) =>
            settings.TryGetValue(name, out var text) && Whole(text) is { } value ? value : otherwise;
        IReadOnlyList<long> List(string name) => settings.TryGetValue(name, out var text) ? Parts(text, '-') ?? [] : [];
        var (width, inside, filters, kernel) =
            (Number("width", 0), Number("hidden-width", 0), List(Filters), Number("kernel", 1));
        return Products(List(Hidden)) + (Number("blocks", 0) * 2 * width * (inside > 0 ? inside : width))
            + (kernel * kernel * (Products(filters) + (filters.Sum(filter => (double)filter * filter) * (Number("convolutions", 1) - 1))));
    }

    private static double Products(IReadOnlyList<long> widths) => widths.Zip(widths.Skip(1), (a, b) => (double)a * b).Sum();

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : text.Length > 18 && text.All(char.IsAsciiDigit) ? long.MaxValue : null;

    /// <summary>Whole numbers joined by a letter; null where the text is none.</summary>
    private static List<long>? Parts(string text, char joint)
    {
        var parts = text.Split(joint).Select(Whole).ToList();
        return parts.All(part => part is not null) ? [.. parts.Select(part => part!.Value)] : null;
    }
}
