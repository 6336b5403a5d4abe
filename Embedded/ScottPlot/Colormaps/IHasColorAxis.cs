namespace ScottPlot;

/// <summary>Something whose colours stand for numbers.</summary>
public interface IHasColorAxis
{
    /// <summary>Its colours.</summary>
    IColormap Colormap { get; }

    /// <summary>The numbers of the first and the last colour.</summary>
    Range GetRange();
}
