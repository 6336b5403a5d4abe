namespace MlPipelines.Conformance.Checks;

/// <summary>All checks, in the order in which they are made.</summary>
internal static class CheckCatalog
{
    public static IReadOnlyList<Check> All { get; } =
    [
        .. RepetitionChecks.All, .. SchemaChecks.All, .. SavingChecks.All, .. WeightChecks.All, .. ConcurrencyChecks.All,
        .. CancellationChecks.All, .. ValueChecks.All, .. SizeChecks.All, .. FormChecks.All, .. ColumnChecks.All,
    ];
}
