using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>Scores one record after another on one thread.</summary>
internal sealed class RecordScorer : IDisposable
{
    private readonly RecordRow _input;
    private readonly DataViewRow _output;
    private readonly Func<RecordPrediction> _read;

    public RecordScorer(NeededTransformers needed, Outcome outcome)
    {
        _input = new RecordRow(needed.Input);
        ITransformer chain = new TransformerChain<ITransformer>([.. needed.Transformers]);
        var mapper = chain.GetRowToRowMapper(needed.Input);
        DataViewSchema.Column[] columns = [.. outcome.Columns.Select(name => mapper.OutputSchema[name])];
        _output = mapper.GetRow(_input, columns);
        _read = outcome.CreateReader(_output);
    }

    public RecordPrediction Predict(IReadOnlyDictionary<string, object?> record)
    {
        _input.Set(record);
        return _read();
    }

    public void Dispose() => _output.Dispose();
}
