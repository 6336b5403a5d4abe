using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>
/// A confusion matrix as text. Names too long for a column's head give way to the classes' numbers, which then stand
/// before the names at the left.
/// </summary>
internal static class ConfusionTableText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Format(ConfusionMatrix matrix, ImmutableArray<string> names, bool isBinary)
    {
        int classes = matrix.NumberOfClasses;
        int columnWidth = classes == 2 ? 8 : 5;
        int longestName = names.Max(name => name.Length);
        bool useNumbers = longestName > columnWidth;
        int digits = useNumbers ? (classes - 1).ToString(Culture).Length : 0;
        int labelWidth = Math.Max("PREDICTED".Length, longestName + (useNumbers ? digits + 2 : 0));
        string rule = string.Concat(Enumerable.Repeat(classes > 2 ? "========" : "===========", classes));

        var text = new StringBuilder();
        if (classes == 2 && isBinary)
            AppendRatio(text, matrix, names[0]);
        text.AppendLine();
        text.AppendLine("Confusion table");
        text.Append(' ', labelWidth + 1).Append("||").AppendLine(rule);
        text.Append("PREDICTED".PadRight(labelWidth + 1)).Append("||");
        for (int k = 0; k < classes; k++)
            text.Append(' ').Append((useNumbers ? k.ToString(Culture) : names[k]).PadLeft(columnWidth)).Append(" |");
        text.AppendLine(" Recall");
        text.Append("TRUTH".PadRight(labelWidth + 1)).Append("||").AppendLine(rule);
        for (int k = 0; k < classes; k++)
        {
            text.Append(useNumbers
                ? $"{k.ToString(Culture).PadLeft(digits)}. {names[k].PadLeft(labelWidth - digits - 2)}"
                : names[k].PadLeft(labelWidth));
            text.Append(" ||");
            foreach (double count in matrix.Counts[k])
                text.Append(' ').Append(count.ToString("N0", Culture).PadLeft(columnWidth)).Append(" |");
            text.Append(' ').AppendLine(matrix.PerClassRecall[k].ToString("F4", Culture).PadLeft(5));
        }

        text.Append(' ', labelWidth + 1).Append("||").AppendLine(rule);
        text.Append("Precision".PadRight(labelWidth + 1)).Append("||");
        foreach (double precision in matrix.PerClassPrecision)
            text.Append(precision.ToString("N4", Culture).PadLeft(columnWidth + 1)).Append(" |");
        return text.AppendLine().ToString();
    }

    private static void AppendRatio(StringBuilder text, ConfusionMatrix matrix, string positive)
    {
        double positives = matrix.Counts[0].Sum(), negatives = matrix.Counts[1].Sum();
        text.Append(Culture, $"TEST {positive.ToUpperInvariant()} RATIO:\t{positives / (positives + negatives):N4} ({positives:F1}/({positives:F1}+{negatives:F1}))");
    }
}
