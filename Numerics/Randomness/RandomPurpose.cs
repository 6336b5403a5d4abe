namespace MlPipelines.Numerics.Randomness;

/// <summary>What random numbers are drawn for. Each purpose has a stream of its own from the same seed, so that drawing more for one never moves another.</summary>
public enum RandomPurpose
{
    /// <summary>Initial weights.</summary>
    Initialization = 1,

    /// <summary>The order of samples.</summary>
    Shuffling = 2,

    /// <summary>Dropped units.</summary>
    Dropout = 3,

    /// <summary>Changed inputs.</summary>
    Augmentation = 4,

    /// <summary>Generated data.</summary>
    Generation = 5,

    /// <summary>Which rows are held out.</summary>
    HoldingOut = 6,
}
