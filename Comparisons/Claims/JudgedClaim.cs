namespace MlPipelines.Comparisons.Claims;

/// <summary>A claim with what the results say to it.</summary>
/// <param name="Claim">The claim, a sentence.</param>
/// <param name="Experiment">The experiment's whole name.</param>
/// <param name="Evidence">What was compared and how, or why nothing could be.</param>
/// <param name="Effect">The mean figure or difference, null for none.</param>
/// <param name="Low">Lower end of its interval, null for none.</param>
/// <param name="High">Upper end of its interval, null for none.</param>
/// <param name="P">The p-value of the verdict, adjusted for all claims of the experiment; null where nothing was tested.</param>
/// <param name="Verdict">The verdict.</param>
internal sealed record JudgedClaim(string Claim, string Experiment, string Evidence, double? Effect, double? Low, double? High, double? P, Verdict Verdict);
