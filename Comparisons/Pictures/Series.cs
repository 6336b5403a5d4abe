namespace MlPipelines.Comparisons.Pictures;

/// <summary>One curve, with a band around it where its spread is known.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Heights; NaN leaves a gap.</param>
/// <param name="Low">Lower edge of the band, or null.</param>
/// <param name="High">Upper edge of the band, or null.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Low = null, IReadOnlyList<double>? High = null);
