using System.Globalization;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.Experiments.Running;

/// <summary>What is to be learned from a table, in words.</summary>
internal static class TaskText
{
    /// <summary>As <c>task: regression, the numbers of 'price' are learned</c>.</summary>
    public static string Of(DataSet data, string label) => data.Task switch
    {
        LearningTask.Regression => $"task: regression, the numbers of '{label}' are learned",
        LearningTask.Binary => $"task: binary, whether '{label}' is '{data.ClassNames[1]}' is learned",
        _ => $"task: multiclass, the {data.ClassCount} classes of '{label}' are learned",
    };

    /// <summary>A remark where the true class of two is the more common one; null for nothing.</summary>
    public static string? RemarkOf(DataSet data)
    {
        if (data.Task != LearningTask.Binary || data.TrainRows == 0)
            return null;
        var positive = Enumerable.Range(0, data.TrainRows).Count(row => data.Train.GetClass(row) == 1);
        return 2L * positive <= data.TrainRows ? null
            : $"the true class '{data.ClassNames[1]}' is the more common one: f1, auprc and what else is of the true class say little of "
                + $"'{data.ClassNames[0]}'. \"positive\": \"{data.ClassNames[0]}\" in the suite file's data makes that one true.";
    }
}

/// <summary>How rows are spread over classes: without it an accuracy says little.</summary>
internal static class ClassShares
{
    private const int Most = 8;

    /// <summary>
    /// As <c>classes: dear 9 %, normal (true) 91 % of the rows to train on</c>, the largest first where there are many; empty for a
    /// regression.
    /// </summary>
    public static string Of(DataSet data)
    {
        if (data.ClassCount == 0)
            return "";
        var counts = new int[data.ClassCount];
        for (var row = 0; row < data.TrainRows; row++)
            counts[data.Train.GetClass(row)]++;
        var order = Enumerable.Range(0, counts.Length).OrderByDescending(c => counts.Length > Most ? counts[c] : 0).Take(Most);
        var more = counts.Length > Most ? $" and {counts.Length - Most} more" : "";
        return $"classes: {string.Join(", ", order.Select(Share))}{more} of the rows to train on";

        string Share(int c)
        {
            var isTrue = data.Task == LearningTask.Binary && c == 1 ? " (true)" : "";
            return $"{data.ClassNames[c]}{isTrue} {(100.0 * counts[c] / data.TrainRows).ToString("0.#", CultureInfo.InvariantCulture)} %";
        }
    }
}
