using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Trainers.OneVersusAll;

/// <summary>A binary trainer that can train the classifiers of all classes together, on data that it reads and prepares once.</summary>
internal interface IAllClassesTrainer
{
    /// <summary>The column of the features.</summary>
    string FeatureColumnName { get; }

    /// <summary>A classifier for each class against all others; null where they must be trained one by one.</summary>
    /// <param name="data">The data, with a key as the label; rows without one are left out.</param>
    /// <param name="labelColumnName">The label column.</param>
    /// <param name="mostRows">How many rows there are at most; null where that is not known.</param>
    IValueScorer[]? TrainClasses(IDataView data, string labelColumnName, long? mostRows);
}
