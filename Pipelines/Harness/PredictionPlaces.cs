using MlPipelines.Data;

namespace MlPipelines.Pipelines.Harness;

/// <summary>Places in the space of the features at which a trained learner is asked for its prediction.</summary>
public abstract record PredictionPlaces
{
    /// <summary>Number of places.</summary>
    public abstract int Count { get; }

    /// <summary>Places in a line of a file of predictions.</summary>
    public abstract int Columns { get; }

    /// <summary>Features of a place.</summary>
    public abstract int Features { get; }

    /// <exception cref="ArgumentException">The places are none.</exception>
    internal abstract void Validate();

    /// <summary>The features of a place.</summary>
    /// <param name="place">Its number, from 0.</param>
    /// <param name="features">Gets them, [features].</param>
    internal abstract void Fill(int place, Span<float> features);

    /// <summary>The places as rows of data, with labels that mean nothing.</summary>
    internal MatrixDataView AsData(LearningTask task)
    {
        Validate();
        float[] values = new float[Features * Count];
        for (int i = 0; i < Count; i++)
            Fill(i, values.AsSpan(i * Features, Features));
        var features = new SingleMatrix(values, Features);
        return task switch
        {
            LearningTask.Multiclass => MatrixDataView.Multiclass(features, new int[Count]),
            LearningTask.Binary => MatrixDataView.Binary(features, new bool[Count]),
            _ => MatrixDataView.Regression(features, new float[Count]),
        };
    }
}
