namespace ScottPlot.TickGenerators;

/// <summary>No ticks.</summary>
public class EmptyTickGenerator : ITickGenerator
{
    /// <summary>None.</summary>
    public Tick[] Ticks { get; set; } = [];

    /// <summary>Not more ticks than this.</summary>
    public int MaxTickCount { get; set; } = 50;
}
