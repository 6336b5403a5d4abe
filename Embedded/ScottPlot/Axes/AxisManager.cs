using ScottPlot.AxisPanels;
using ScottPlot.Grids;
using ScottPlot.Panels;

namespace ScottPlot;

/// <summary>The four axes of a plot, its title and its panels.</summary>
public class AxisManager
{
    private readonly Plot _plot;
    private double _left = 0.05, _right = 0.05, _bottom = 0.07, _top = 0.07;

    internal AxisManager(Plot plot) => _plot = plot;

    /// <summary>The lower axis.</summary>
    public IXAxis Bottom { get; } = new BottomAxis();

    /// <summary>The left axis.</summary>
    public IYAxis Left { get; } = new LeftAxis();

    /// <summary>The upper axis: a line.</summary>
    public IXAxis Top { get; } = new TopAxis();

    /// <summary>The right axis: a line.</summary>
    public IYAxis Right { get; } = new RightAxis();

    /// <summary>The title.</summary>
    public TitlePanel Title { get; } = new();

    /// <summary>The lines at ticks.</summary>
    public DefaultGrid DefaultGrid { get; set; } = new();

    /// <summary>Whether both axes have limits.</summary>
    public bool LimitsHaveBeenSet => IsSet(Bottom) && IsSet(Left);

    internal List<IPanel> Panels { get; } = [];

    /// <summary>The four axes.</summary>
    public IEnumerable<IAxis> GetAxes() => [Bottom, Top, Left, Right];

    /// <summary>Adds something beside the data area.</summary>
    public void AddPanel(IPanel panel) => Panels.Add(panel);

    /// <summary>All axes and the title in one colour.</summary>
    public void Color(Color color)
    {
        foreach (var axis in GetAxes())
            ((AxisBase)axis).Color(color);
        Title.Label.ForeColor = color;
    }

    /// <summary>Draws lines on all sides of the data area, or none.</summary>
    public void Frame(bool enable)
    {
        foreach (var axis in GetAxes())
            axis.FrameLineStyle.IsVisible = enable;
    }

    /// <summary>What the axes show.</summary>
    public void SetLimits(double left, double right, double bottom, double top)
    {
        SetLimitsX(left, right);
        SetLimitsY(bottom, top);
    }

    /// <summary>What the axes show.</summary>
    public void SetLimits(AxisLimits limits) => SetLimits(limits.Left, limits.Right, limits.Bottom, limits.Top);

    /// <summary>What the horizontal axis shows.</summary>
    public void SetLimitsX(double left, double right) => (Bottom.Min, Bottom.Max) = (left, right);

    /// <summary>What the vertical axis shows.</summary>
    public void SetLimitsY(double bottom, double top) => (Left.Min, Left.Max) = (bottom, top);

    /// <summary>What the axes show.</summary>
    public AxisLimits GetLimits() => new(Bottom.Min, Bottom.Max, Left.Min, Left.Max);

    /// <summary>Room around the data when limits are found, as shares of the data's span.</summary>
    public void Margins(double left = .05, double right = .05, double bottom = .07, double top = .07) =>
        (_left, _right, _bottom, _top) = (left, right, bottom, top);

    /// <summary>Limits that show everything, with margins; an axis stays turned round, or is as asked.</summary>
    public void AutoScale(bool? invertX = null, bool? invertY = null)
    {
        bool turnX = invertX ?? Bottom.Min > Bottom.Max, turnY = invertY ?? Left.Min > Left.Max;
        AutoScaleX();
        AutoScaleY();
        if (turnX)
            SetLimitsX(Bottom.Max, Bottom.Min);
        if (turnY)
            SetLimitsY(Left.Max, Left.Min);
    }

    /// <summary>Horizontal limits that show everything.</summary>
    public void AutoScaleX()
    {
        var data = DataLimits();
        var (min, max) = Padded(data.Left, data.Right, _left, _right);
        SetLimitsX(min, max);
    }

    /// <summary>Vertical limits that show everything.</summary>
    public void AutoScaleY()
    {
        var data = DataLimits();
        var (min, max) = Padded(data.Bottom, data.Top, _bottom, _top);
        SetLimitsY(min, max);
    }

    internal void Complete()
    {
        if (!IsSet(Bottom))
            AutoScaleX();
        if (!IsSet(Left))
            AutoScaleY();
    }

    private static bool IsSet(IAxis axis) => double.IsFinite(axis.Min) && double.IsFinite(axis.Max) && axis.Min != axis.Max;

    private AxisLimits DataLimits() => _plot.PlottableList.Where(plottable => plottable.IsVisible)
        .Aggregate(AxisLimits.NoLimits, (limits, plottable) => limits.ExpandedToInclude(plottable.GetAxisLimits()));

    private static (double Min, double Max) Padded(double min, double max, double before, double after)
    {
        if (double.IsNaN(min))
            return (-10, 10);
        double span = max > min ? max - min : Math.Max(1e-9, Math.Abs(max)) * 0.1;
        return max > min ? (min - (before * span), max + (after * span)) : (min - span, max + span);
    }
}
