using MlPipelines.MLNetParity.Programs;

namespace MlPipelines.MLNetParity;

/// <summary>All programs.</summary>
public static class ProgramCatalog
{
    /// <summary>The programs, in the order of their themes.</summary>
    public static IReadOnlyList<ParityProgram> All { get; } =
    [
        .. LoadingPrograms.All,
        .. RowPrograms.All,
        .. TransformPrograms.All,
        .. TrainerPrograms.All,
        .. TreePrograms.All,
        .. TreeModelPrograms.All,
        .. EvaluationPrograms.All,
        .. ModelPrograms.All,
        .. ArgumentPrograms.All,
        .. BadDataPrograms.All,
        .. BadPipelinePrograms.All,
    ];
}
