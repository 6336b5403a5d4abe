using Microsoft.ML.Data;
using Microsoft.ML.Evaluation;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class RegressionCatalog
{
    /// <summary>Evaluates scored regression data.</summary>
    /// <param name="data">The scored data.</param>
    /// <param name="labelColumnName">The true values: Single.</param>
    /// <param name="scoreColumnName">The predicted values: Single.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public RegressionMetrics Evaluate(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score)
    {
        Environment.RegisterAll(nameof(RegressionEvaluator));
        return RegressionEvaluator.Evaluate(data, labelColumnName, scoreColumnName);
    }
}
