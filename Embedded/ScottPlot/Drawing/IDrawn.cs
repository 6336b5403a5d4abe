namespace ScottPlot.Drawing;

/// <summary>Something that draws itself into the data area.</summary>
internal interface IDrawn
{
    /// <summary>Draws it.</summary>
    void Draw(DataArea area);
}
