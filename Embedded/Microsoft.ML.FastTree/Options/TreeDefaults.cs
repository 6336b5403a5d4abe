namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The defaults that trainers and their options share.</summary>
internal static class TreeDefaults
{
    public const int NumberOfTrees = 100;
    public const int NumberOfLeaves = 20;
    public const int MinimumExampleCountPerLeaf = 10;
    public const double LearningRate = 0.2;
}
