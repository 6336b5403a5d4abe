using System.Globalization;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.Comparisons.Running;

/// <summary>How rows are spread over classes: without it an accuracy says little.</summary>
internal static class ClassShares
{
    private const int Most = 8;

    /// <summary>As <c>classes: dear 9 %, normal (true) 91 % of the rows to train on</c>, the largest first where there are many; empty for a regression.</summary>
    public static string Of(DataSet data)
    {
        if (data.ClassCount == 0)
            return "";
        var counts = new int[data.ClassCount];
        for (int row = 0; row < data.TrainRows; row++)
            counts[data.Train.GetClass(row)]++;
        var order = Enumerable.Range(0, counts.Length).OrderByDescending(c => counts.Length > Most ? counts[c] : 0).Take(Most);
        string more = counts.Length > Most ? $" and {counts.Length - Most} more" : "";
        return $"classes: {string.Join(", ", order.Select(Share))}{more} of the rows to train on";

        string Share(int c) => $"{data.ClassNames[c]}{(data.Task == LearningTask.Binary && c == 1 ? " (true)" : "")} {(100.0 * counts[c] / data.TrainRows).ToString("0.#", CultureInfo.InvariantCulture)} %";
    }
}
