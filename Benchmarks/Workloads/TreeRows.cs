using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>
/// Rows for the trees' workloads: the real files of the data directory when it is set, else the generated stand-in (digits, countries map).
/// </summary>
internal sealed record TreeRows(
    float[] Features, float[] Labels, float[] TestFeatures, float[] TestLabels, int Columns, int Classes, string Origin)
{
    public static TreeRows Mnist() => Load("mnist");

    public static TreeRows Countries() => Load("european-countries");

    private static TreeRows Load(string name)
    {
        var set = DataSets.Load(name, new DataSetOptions { AllowDownload = false, AllowStandIn = true });
        var test = set.Test ?? set.Validation
            ?? throw new InvalidOperationException($"The data set {set.Name} has no rows to test on.");
        (var features, var labels) = Copy(set.Train);
        (var testFeatures, var testLabels) = Copy(test);
        return new TreeRows(features, labels, testFeatures, testLabels, set.FeatureCount, set.ClassCount, set.Name);
    }

    private static (float[] Features, float[] Labels) Copy(MatrixDataView view)
    {
        float[] features = new float[view.RowCount * view.FeatureCount], labels = new float[view.RowCount];
        for (var row = 0; row < labels.Length; row++)
        {
            view.CopyFeatures(row, features.AsSpan(row * view.FeatureCount, view.FeatureCount));
            labels[row] = view.GetClass(row);
        }
        return (features, labels);
    }
}
