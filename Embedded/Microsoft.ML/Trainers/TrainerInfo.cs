namespace Microsoft.ML;

/// <summary>What a trainer wants of its training data.</summary>
public sealed class TrainerInfo
{
    internal TrainerInfo(bool needNormalization = true, bool wantCaching = true)
    {
        NeedNormalization = needNormalization;
        WantCaching = wantCaching;
    }

    /// <summary>Whether the trainer works better with features of about the same range.</summary>
    public bool NeedNormalization { get; }

    /// <summary>Whether the trainer goes over the data several times, so that keeping it in memory helps.</summary>
    public bool WantCaching { get; }
}
