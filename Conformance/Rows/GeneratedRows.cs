using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Rows;

/// <summary>Rows with something to learn: labels that follow from the features, with noise.</summary>
internal static class GeneratedRows
{
    /// <summary>The rows.</summary>
    /// <param name="task">What the labels are.</param>
    /// <param name="options">Classes, and how features are made.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="width">Features of a row, at least 1.</param>
    /// <param name="seed">The same rows for the same seed.</param>
    /// <param name="sparse">Whether most features are 0.</param>
    public static RowSet Create(ConformanceTask task, ConformanceOptions options, int rows, int width, int seed, bool sparse = false)
    {
        var random = new Random(seed);
        var classes = task == ConformanceTask.Multiclass ? options.Classes : 2;
        var (features, labels) = (new float[rows][], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            var normal = new double[width];
            for (var slot = 0; slot < width; slot++)
                normal[slot] = sparse && random.NextDouble() < 0.8 ? 0 : Normal(random);
            features[i] = [.. normal.Select(value => sparse && value == 0 ? 0 : options.FeatureValue?.Invoke(value) ?? (float)value)];
            labels[i] = Label(task, classes, Signal(normal) + (0.3 * Normal(random)), i);
        }

        return new RowSet { Features = features, Labels = labels, Classes = classes, LabelForm = Form(task) };
    }

    /// <summary>The usual form of a task's labels.</summary>
    public static LabelForm Form(ConformanceTask task) => task switch
    {
        ConformanceTask.Binary => LabelForm.Boolean,
        ConformanceTask.Multiclass => LabelForm.Key,
        _ => LabelForm.Number,
    };

    private static double Signal(double[] x) => x.Length == 1
        ? 1.5 * x[0]
        : (1.2 * x[0]) - (0.8 * x[1]) + (0.4 * x[0] * x[1]);

    /// <summary>The first rows have each class once, so that none is missing from small sets.</summary>
    private static double Label(ConformanceTask task, int classes, double signal, int row)
    {
        if (task == ConformanceTask.Regression)
            return 30 + (3 * signal); // some trainers want numbers above 0
        return row < classes ? row : Math.Clamp(Math.Floor((signal + 1.6) / 3.2 * classes), 0, classes - 1);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
