using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Learners;

/// <summary>An engine whose native library does not load on this machine.</summary>
internal sealed class UnloadableEngine : INetworkEngine
{
    public const string Message = "The library of the engine could not be loaded: it needs another machine.";

    /// <summary><c>mlp</c> on it, as <c>far-mlp</c>, behind this project's own kinds.</summary>
    public static LearnerCatalog Catalog { get; } = LearnerCatalog.Own.With(
        LearnerKinds.Mlp.On("far-mlp", "mlp on an engine that does not load", new UnloadableEngine()));

    public ITrainingBackend<float> CreateBackend(Network<float> network, TrainingOptions options) =>
        throw new PlatformNotSupportedException(Message);

    public RowPrediction CreatePredictor(Network<float> network) => throw new PlatformNotSupportedException(Message);
}
