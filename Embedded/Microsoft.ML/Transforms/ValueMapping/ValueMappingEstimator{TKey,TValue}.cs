using Microsoft.ML.Transforms.ValueMapping;

namespace Microsoft.ML.Transforms;

/// <summary>Looks the values of columns up in a table.</summary>
public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(ValueMap map, (string OutputName, string InputName)[] columns)
        : base(map, columns)
    {
    }
}
