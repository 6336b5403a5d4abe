using System.Collections.Immutable;
using Microsoft.ML.Trainers;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>The models of the single classes in ML.NET's model of several, which it does not show.</summary>
internal static class SubModels
{
    /// <summary>One model for each class, in the order of the classes.</summary>
    public static ImmutableArray<object> Of(OneVersusAllModelParameters model) => model.SubModelParameters;
}
