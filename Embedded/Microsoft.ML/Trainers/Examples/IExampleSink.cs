namespace Microsoft.ML.Trainers.Examples;

/// <summary>What takes in the training examples as they are read, row after row.</summary>
internal interface IExampleSink
{
    /// <summary>The number of examples taken in.</summary>
    int Count { get; }

    /// <summary>Takes in an example with all its feature values.</summary>
    void AddDense(ReadOnlySpan<float> values, float label, float weight);

    /// <summary>Takes in an example whose other feature values are 0.</summary>
    void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float label, float weight);
}
