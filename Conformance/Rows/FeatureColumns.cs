using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Rows;

/// <summary>Makes the column of features in each form.</summary>
internal static class FeatureColumns
{
    /// <summary>The column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="form">How features are given; as scalars and as text only the first of each row.</param>
    /// <param name="features">[rows][width].</param>
    /// <param name="width">Features of a row.</param>
    public static MemoryColumn Create(string name, FeatureForm form, float[][] features, int width) => form switch
    {
        FeatureForm.Sparse => Vectors(name, width, [.. features.Select(Sparse)]),
        FeatureForm.UnknownSize => Vectors(name, 0, [.. features.Select(Dense)]),
        FeatureForm.Double => new VectorColumn<double>(
            name, new VectorDataViewType(NumberDataViewType.Double, width),
            [.. features.Select(row => new VBuffer<double>(row.Length, [.. row.Select(value => (double)value)]))]),
        FeatureForm.Scalar => new ScalarColumn<float>(name, NumberDataViewType.Single, [.. features.Select(row => row[0])]),
        FeatureForm.Text => new ScalarColumn<ReadOnlyMemory<char>>(
            name, TextDataViewType.Instance, [.. features.Select(row => $"value {row[0]:F2}".AsMemory())]),
        _ => Vectors(name, width, [.. features.Select(Dense)]),
    };

    private static VectorColumn<float> Vectors(string name, int size, VBuffer<float>[] rows) =>
        new(name, size > 0 ? new(NumberDataViewType.Single, size) : new(NumberDataViewType.Single), rows);

    private static VBuffer<float> Dense(float[] row) => new(row.Length, row);

    private static VBuffer<float> Sparse(float[] row)
    {
        int[] places = [.. Enumerable.Range(0, row.Length).Where(slot => row[slot] != 0)];
        return new VBuffer<float>(row.Length, places.Length, [.. places.Select(slot => row[slot])], places);
    }
}
