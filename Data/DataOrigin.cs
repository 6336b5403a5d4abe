namespace MlPipelines.Data;

/// <summary>Where the rows of a data set come from.</summary>
public enum DataOrigin
{
    /// <summary>Published files, read from the data directory or from the download cache.</summary>
    Files,

    /// <summary>Computed from a seed.</summary>
    Generated,

    /// <summary>Computed from a seed in place of published files that were asked for and are not there.</summary>
    StandIn,

    /// <summary>A file of the user's.</summary>
    UserFile,
}
