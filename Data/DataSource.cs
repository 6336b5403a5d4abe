namespace MlPipelines.Data;

/// <summary>The origin of a data set and a sentence that outputs print, so that generated rows never pass for real ones.</summary>
/// <param name="Origin">The kind of source.</param>
/// <param name="Text">A short sentence, such as <c>generated stand-in for mnist: digits, seed 1</c>.</param>
public sealed record DataSource(DataOrigin Origin, string Text)
{
    /// <summary>The name that was asked for when these rows stand in for it, else null.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>True when these rows were generated in place of a real data set.</summary>
    public bool IsStandIn => Origin == DataOrigin.StandIn;

    public override string ToString() => Text;

    internal DataSource AsStandInFor(string name, string dataSet) =>
        new(DataOrigin.StandIn, $"generated stand-in for {name}: {dataSet}, {Text}") { StandsInFor = name };
}
