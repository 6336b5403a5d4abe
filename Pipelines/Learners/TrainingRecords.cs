using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Several records as one observer, each shown every step in turn.</summary>
internal sealed class TrainingRecords(IReadOnlyList<TrainingRecord> records) : ITrainingObserver<float>
{
    public void OnStart(Network<float> network, TrainingOptions options)
    {
        foreach (var record in records)
            record.OnStart(network, options);
    }

    public void OnIteration(in TrainingIteration<float> iteration)
    {
        foreach (var record in records)
            record.OnIteration(in iteration);
    }

    public void OnEnd(TrainingEnd<float> end)
    {
        foreach (var record in records)
            record.OnEnd(end);
    }
}
