namespace ScottPlot.TickGenerators;

/// <summary>Ticks that depend on what an axis shows and on the room it has.</summary>
internal interface IFittedTicks
{
    /// <summary>Finds the ticks.</summary>
    /// <param name="min">The axis' beginning.</param>
    /// <param name="max">Its end, above the beginning.</param>
    /// <param name="edge">Its side.</param>
    /// <param name="length">Its length in pixels.</param>
    /// <param name="fontSize">The size of its texts in pixels.</param>
    void Fit(double min, double max, Edge edge, double length, float fontSize);
}
