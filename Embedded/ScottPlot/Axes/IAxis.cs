namespace ScottPlot;

/// <summary>An axis.</summary>
public interface IAxis : IPanel
{
    /// <summary>What it shows at its beginning.</summary>
    double Min { get; set; }

    /// <summary>What it shows at its end.</summary>
    double Max { get; set; }

    /// <summary>Where its ticks come from.</summary>
    ITickGenerator TickGenerator { get; set; }

    /// <summary>Its label.</summary>
    LabelStyle Label { get; }

    /// <summary>How tick labels are drawn.</summary>
    LabelStyle TickLabelStyle { get; set; }

    /// <summary>How major ticks are drawn.</summary>
    TickMarkStyle MajorTickStyle { get; set; }

    /// <summary>How minor ticks are drawn.</summary>
    TickMarkStyle MinorTickStyle { get; set; }

    /// <summary>The line along the data area.</summary>
    LineStyle FrameLineStyle { get; }

    /// <summary>Ticks at given places.</summary>
    void SetTicks(double[] xs, string[] labels);
}
