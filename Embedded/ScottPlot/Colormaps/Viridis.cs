namespace ScottPlot.Colormaps;

/// <summary>From dark blue over green to yellow, evenly for the eye and the colour-blind (Smith and van der Walt 2015); straight lines between 17 of its colours.</summary>
public class Viridis : IColormap
{
    private static readonly Color[] Anchors = Color.FromHex(["#440154", "#48186A", "#472D7B", "#424086", "#3B528B", "#33638D", "#2C728E", "#26828E", "#21918C", "#1FA088", "#28AE80", "#3FBC73", "#5EC962", "#84D44B", "#ADDC30", "#D8E219", "#FDE725"]);

    /// <summary>The colour map's name.</summary>
    public string Name => "Viridis";

    /// <summary>The colour of a place from 0 to 1.</summary>
    public Color GetColor(double position) => Custom.Between(Anchors, position);
}
