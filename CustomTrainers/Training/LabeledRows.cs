namespace MlPipelines.CustomTrainers.Training;

/// <summary>Rows read from a data view: a matrix of features and a class for each row.</summary>
/// <param name="Features">[rows, width], row-major; all finite.</param>
/// <param name="Labels">[rows]; classes from 0.</param>
/// <param name="Width">Features of a row.</param>
internal sealed record LabeledRows(float[] Features, int[] Labels, int Width)
{
    public int Count => Labels.Length;
}
