using System.Text.RegularExpressions;

namespace MlPipelines.Experiments.Running;

/// <summary>Errors of libraries in the words of suite files, which people who write these files know.</summary>
internal static partial class UserTerms
{
    /// <summary>What libraries say, and what to do in a suite file.</summary>
    private static readonly (string Said, string Words)[] Known =
    [
        ("Ignore the column, or allow more categories.", "Name the column under \"ignore\" of the data, or raise \"maxCategories\"."),
        ("Ignore the column.", "Name the column under \"ignore\" of the data."),
        ("A grouped split needs a column: set Group.", "The split \"grouped\" needs a column: name it under \"group\" of the data."),
        ("A grouped split needs the group of each row: set Groups.",
            "The split \"grouped\" needs a column: name it under \"group\" of the data."),
        ("take fewer folds, or another strategy.", "take fewer \"folds\", or another \"split\", such as \"random\"."),
        ("MaxCategories", "maxCategories"),
        ("or a class that no training row has.",
            "or a class that no row to train on has: give rare classes more rows, raise the setting rows, or leave them out."),
    ];

    /// <summary>The words of an error with the names and remedies of a suite file.</summary>
    public static string Of(string error)
    {
        error = MissingClass().Replace(
            error,
            "the class of row $1 of the $2 data has no row to train on. Give rare classes more rows, raise the setting rows, or leave them "
                + "out; \"split\": \"stratified\" and fewer \"folds\" deal them out more evenly.");
        foreach (var (said, words) in Known)
            error = error.Replace(said, words, StringComparison.Ordinal);
        return error;
    }

    /// <summary>What a trainer says of a class that its training rows lack.</summary>
    [GeneratedRegex(@"Row (\d+) of the (\S+) data has .* fit MapValueToKey on data that has every class\.")]
    private static partial Regex MissingClass();
}
