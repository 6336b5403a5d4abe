namespace ScottPlot.TickGenerators;

/// <summary>Ticks at given places.</summary>
public class NumericManual : ITickGenerator
{
    private readonly List<Tick> _ticks = [];

    /// <summary>None yet.</summary>
    public NumericManual()
    {
    }

    /// <summary>Given ticks.</summary>
    public NumericManual(Tick[] ticks) => _ticks.AddRange(ticks);

    /// <summary>Major ticks at places with texts.</summary>
    /// <exception cref="ArgumentException">The numbers of places and texts differ.</exception>
    public NumericManual(double[] positions, string[] labels)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(labels);
        if (positions.Length != labels.Length)
            throw new ArgumentException($"Ticks need a label for each position; found {positions.Length} positions and {labels.Length} labels.", nameof(labels));
        _ticks.AddRange(positions.Zip(labels, Tick.Major));
    }

    /// <summary>The ticks.</summary>
    public Tick[] Ticks => [.. _ticks];

    /// <summary>Not more ticks than this; given ones are all drawn.</summary>
    public int MaxTickCount { get; set; } = 50;

    /// <summary>Adds a major tick.</summary>
    public void AddMajor(double position, string label) => _ticks.Add(Tick.Major(position, label));

    /// <summary>Adds a minor tick.</summary>
    public void AddMinor(double position) => _ticks.Add(Tick.Minor(position));
}
