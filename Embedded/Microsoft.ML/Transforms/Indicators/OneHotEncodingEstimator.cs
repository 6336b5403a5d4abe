using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives each value of a column a key and spreads the keys over slots.</summary>
public sealed class OneHotEncodingEstimator : IEstimator<OneHotEncodingTransformer>
{
    private readonly ValueToKeyMappingEstimator _toKey;
    private readonly IEstimator<ITransformer>? _toVector;

    internal OneHotEncodingEstimator(ValueToKeyMappingEstimator toKey, string[] outputNames, OutputKind kind)
    {
        (string OutputName, string InputName)[] columns = [.. outputNames.Select(name => (name, name))];
        _toKey = toKey;
        _toVector = kind switch
        {
            OutputKind.Key => null,
            OutputKind.Indicator => new KeyToVectorMappingEstimator(columns, outputCountVector: false),
            OutputKind.Bag => new KeyToVectorMappingEstimator(columns, outputCountVector: true),
            OutputKind.Binary => new KeyToBinaryVectorMappingEstimator(columns),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of output."),
        };
    }

    /// <summary>What the encoding makes of a column.</summary>
    public enum OutputKind : byte
    {
        /// <summary>Counts of the values; for a vector, over all its slots.</summary>
        Bag = 1,

        /// <summary>1 in the slot of the value; for a vector, a group of slots for each of its own.</summary>
        Indicator = 2,

        /// <summary>The key alone.</summary>
        Key = 3,

        /// <summary>The key in binary.</summary>
        Binary = 4,
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape keys = _toKey.GetOutputSchema(inputSchema);
        return _toVector is null ? keys : _toVector.GetOutputSchema(keys);
    }

    /// <summary>Goes over the data once and gathers the values.</summary>
    public OneHotEncodingTransformer Fit(IDataView input)
    {
        ValueToKeyMappingTransformer toKey = _toKey.Fit(input);
        return _toVector is null
            ? new OneHotEncodingTransformer(new TransformerChain<ITransformer>(toKey))
            : new OneHotEncodingTransformer(new TransformerChain<ITransformer>(toKey, _toVector.Fit(toKey.Transform(input))));
    }
}
