namespace MlPipelines.CustomTrainers;

/// <summary>The rules of class weights, the same for every trainer.</summary>
internal static class ClassWeightSettings
{
    /// <summary>Checks class weights.</summary>
    /// <exception cref="ArgumentException">A weight is not above 0, or the classes are to be balanced too.</exception>
    public static void Require(IReadOnlyList<double> classWeights, bool balanceClasses)
    {
        ArgumentNullException.ThrowIfNull(classWeights);
        if (classWeights.Count > 0 && balanceClasses)
            throw new ArgumentException("ClassWeights and BalanceClasses are both set; set one.", nameof(classWeights));
        for (var i = 0; i < classWeights.Count; i++)
            if (!(double.IsFinite(classWeights[i]) && classWeights[i] > 0))
                throw new ArgumentOutOfRangeException(nameof(classWeights), classWeights[i], $"ClassWeights[{i}] must be finite and above 0; found {classWeights[i]}.");
    }
}
