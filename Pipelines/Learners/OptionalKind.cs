using MlPipelines.CustomTrainers;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// A kind of learner that only some builds have: another kind with an engine from an assembly that lies beside the program where a build
/// property asked for it. Nothing here refers to that assembly but by name.
/// </summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Description">A sentence on what it is.</param>
/// <param name="Counterpart">The kind whose settings and training it has.</param>
/// <param name="EngineType">The engine's type, with its assembly.</param>
/// <param name="BuildProperty">What a build needs to have it.</param>
/// <param name="Page">The page that tells more.</param>
internal sealed record OptionalKind(string Name, string Description, LearnerKind Counterpart, string EngineType, string BuildProperty, string Page)
{
    /// <summary>All of them, in this build or not.</summary>
    public static IReadOnlyList<OptionalKind> All { get; } =
    [
        new(
            "torch-mlp", "mlp on libtorch through TorchSharp: the same settings, initial weights, batches and rates", MlpLearner.Kind,
            "MlPipelines.TorchLearners.TorchEngine, MlPipelines.TorchLearners", "-p:Torch=Packages", "docs/torch.md"),
    ];

    /// <summary>The kind, or null where the build does not have its engine.</summary>
    public LearnerKind? Find() => Type.GetType(EngineType, throwOnError: false) is { } type
        ? Counterpart.On(Name, Description, (INetworkEngine)Activator.CreateInstance(type)!)
        : null;

    /// <summary>What to do to have it.</summary>
    public string Remedy => $"in a build with {BuildProperty} {Name} too, see {Page}";
}
