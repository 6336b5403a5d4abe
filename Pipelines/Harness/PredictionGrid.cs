namespace MlPipelines.Pipelines.Harness;

/// <summary>A regular grid of places on the plane of two features, at which a trained learner is asked for its prediction. The outermost places lie on the edges.</summary>
/// <param name="Left">The least first feature.</param>
/// <param name="Right">The greatest first feature.</param>
/// <param name="Bottom">The least second feature.</param>
/// <param name="Top">The greatest second feature.</param>
/// <param name="Columns">Places from left to right, at least 2.</param>
/// <param name="Rows">Places from top to bottom, at least 2.</param>
public sealed record PredictionGrid(double Left, double Right, double Bottom, double Top, int Columns, int Rows) : PredictionPlaces
{
    /// <summary>Places from left to right.</summary>
    public override int Columns { get; } = Columns;

    /// <inheritdoc/>
    public override int Count => Columns * Rows;

    /// <inheritdoc/>
    public override int Features => 2;

    /// <summary>The first feature at a column.</summary>
    public double X(int column) => Left + ((Right - Left) * column / (Columns - 1));

    /// <summary>The second feature at a row, the first on top.</summary>
    public double Y(int row) => Top - ((Top - Bottom) * row / (Rows - 1));

    internal override void Validate()
    {
        if (!(Left < Right && Bottom < Top && Columns >= 2 && Rows >= 2))
            throw new ArgumentException($"A grid of predictions needs left below right, bottom below top, and at least 2 x 2 places; found {this}.");
    }

    /// <summary>Row by row from the top left.</summary>
    internal override void Fill(int place, Span<float> features) => (features[0], features[1]) = ((float)X(place % Columns), (float)Y(place / Columns));
}
