namespace MlPipelines.Pipelines.Harness;

/// <summary>Equidistant places along one number x, for data whose features are x, x², … The outermost places lie on the ends.</summary>
/// <param name="Left">The least x.</param>
/// <param name="Right">The greatest x.</param>
/// <param name="Steps">Places, at least 2.</param>
/// <param name="Powers">Features: the powers of x from the first to this; 1 for x alone.</param>
public sealed record PredictionLine(double Left, double Right, int Steps, int Powers = 1) : PredictionPlaces
{
    /// <inheritdoc/>
    public override int Count => Steps;

    /// <inheritdoc/>
    public override int Columns => Steps;

    /// <inheritdoc/>
    public override int Features => Powers;

    /// <summary>x at a place.</summary>
    public double X(int place) => Left + ((Right - Left) * place / (Steps - 1));

    internal override void Validate()
    {
        if (!(Left < Right && Steps >= 2 && Powers >= 1))
            throw new ArgumentException($"A line of predictions needs left below right, at least 2 places and 1 power; found {this}.");
    }

    internal override void Fill(int place, Span<float> features)
    {
        for (int power = 1; power <= Powers; power++)
            features[power - 1] = (float)Math.Pow(X(place), power);
    }
}
