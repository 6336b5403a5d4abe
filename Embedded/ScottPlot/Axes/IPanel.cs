namespace ScottPlot;

/// <summary>Something beside the data area.</summary>
public interface IPanel
{
    /// <summary>Whether it is drawn.</summary>
    bool IsVisible { get; set; }

    /// <summary>Least size in pixels, across its edge.</summary>
    float MinimumSize { get; set; }

    /// <summary>Largest size in pixels, across its edge.</summary>
    float MaximumSize { get; set; }

    /// <summary>The side that it lies on.</summary>
    Edge Edge { get; }
}
