namespace MlPipelines.Statistics;

/// <summary>
/// A mean difference in units of the spread of the differences, so that effects of figures in different units can be compared.
/// </summary>
public static class StandardizedEffect
{
    /// <summary>
    /// The mean over the sample deviation (Cohen's d of paired differences), times 1 − 3 / (4 n − 5), which takes the bias of small samples
    /// away (Hedges, Journal of Educational Statistics 6, 1981). Null where the differences do not vary.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than two values, or one that is not finite.</exception>
    public static double? Of(IReadOnlyList<double> differences)
    {
        Observations.Require(differences, 2, "A standardized effect");
        if (TTest.HasNoSpread(differences))
            return null;
        var spread = Spread.Of([.. differences]);
        return spread.Mean / spread.Deviation * (1 - (3.0 / ((4 * spread.Count) - 5)));
    }
}
