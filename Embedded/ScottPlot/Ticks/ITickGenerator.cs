namespace ScottPlot;

/// <summary>Where an axis' ticks come from.</summary>
public interface ITickGenerator
{
    /// <summary>The ticks of the last drawing.</summary>
    Tick[] Ticks { get; }

    /// <summary>Not more ticks than this.</summary>
    int MaxTickCount { get; set; }
}
