using System.Text.RegularExpressions;

namespace MlPipelines.Experiments.Running;

/// <summary>Errors of libraries in the words of suite files, which people who write these files know.</summary>
internal static partial class UserTerms
{
    /// <summary>The words of an error with the names and remedies of a suite file.</summary>
    public static string Of(string error) => MissingClass().Replace(
        error,
        "the class of row $1 of the $2 data has no row to train on. Give rare classes more rows, raise the setting rows, or leave them "
            + "out; \"split\": \"stratified\" and fewer \"folds\" deal them out more evenly.");

    /// <summary>What a trainer says of a class that its training rows lack.</summary>
    [GeneratedRegex(@"Row (\d+) of the (\S+) data has .* fit MapValueToKey on data that has every class\.")]
    private static partial Regex MissingClass();
}
