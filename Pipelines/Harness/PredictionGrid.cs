using MlPipelines.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>A regular grid of places on the plane of two features, at which a trained learner is asked for its prediction. The outermost places lie on the edges.</summary>
/// <param name="Left">The least first feature.</param>
/// <param name="Right">The greatest first feature.</param>
/// <param name="Bottom">The least second feature.</param>
/// <param name="Top">The greatest second feature.</param>
/// <param name="Columns">Places from left to right, at least 2.</param>
/// <param name="Rows">Places from top to bottom, at least 2.</param>
public sealed record PredictionGrid(double Left, double Right, double Bottom, double Top, int Columns, int Rows)
{
    /// <summary>Number of places.</summary>
    public int Count => Columns * Rows;

    /// <summary>The first feature at a column.</summary>
    public double X(int column) => Left + ((Right - Left) * column / (Columns - 1));

    /// <summary>The second feature at a row, the first on top.</summary>
    public double Y(int row) => Top - ((Top - Bottom) * row / (Rows - 1));

    /// <summary>The places as rows of data, row by row from the top left, with labels that mean nothing.</summary>
    internal MatrixDataView Places(LearningTask task)
    {
        if (!(Left < Right && Bottom < Top && Columns >= 2 && Rows >= 2))
            throw new ArgumentException($"A grid of predictions needs left below right, bottom below top, and at least 2 x 2 places; found {this}.");
        var values = new float[2 * Count];
        for (int i = 0; i < Count; i++)
            (values[2 * i], values[(2 * i) + 1]) = ((float)X(i % Columns), (float)Y(i / Columns));
        var features = new SingleMatrix(values, 2);
        return task switch
        {
            LearningTask.Multiclass => MatrixDataView.Multiclass(features, new int[Count]),
            LearningTask.Binary => MatrixDataView.Binary(features, new bool[Count]),
            _ => MatrixDataView.Regression(features, new float[Count]),
        };
    }
}
