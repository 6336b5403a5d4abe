namespace MlPipelines.FastTreeQuality;

/// <summary>The generated data, the same for the same seed on both ways.</summary>
internal sealed class Generator(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Friedman's first function of five of ten uniform features, with normal noise.</summary>
    public List<Example> Friedman(int count) => Rows(count, () =>
    {
        float[] x = Uniform(10);
        double y = (10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * (x[2] - 0.5) * (x[2] - 0.5)) + (10 * x[3]) + (5 * x[4]) + Normal();
        return new Example { Features = x, Target = (float)y };
    });

    /// <summary>The same with each value of the first three features missing in one row of ten.</summary>
    public List<Example> FriedmanWithMissing(int count)
    {
        List<Example> rows = Friedman(count);
        foreach (Example row in rows)
        {
            for (int j = 0; j < 3; j++)
            {
                if (_random.NextDouble() < 0.1)
                    row.Features[j] = float.NaN;
            }
        }

        return rows;
    }

    /// <summary>Yes or no by a rule of a few features among many, a share of them yes, some labels wrong.</summary>
    public List<Example> Rule(int count, int width, double shareOfYes, double wrong) => Rows(count, () =>
    {
        float[] x = [.. Enumerable.Range(0, width).Select(_ => (float)Normal())];
        double z = x[0] + (x[1] * x[2]) + (1.5 * Math.Abs(x[3])) - 1.2;
        bool yes = z > Threshold(shareOfYes);
        return new Example { Features = x, Label = yes != _random.NextDouble() < wrong };
    });

    /// <summary>Three categories as indicators (12, 5 and 30 values) and two quantities; yes or no with odds that depend on all.</summary>
    public List<Example> Categories(int count) => Rows(count, () =>
    {
        int a = _random.Next(12), b = _random.Next(5), c = (int)(30 * Math.Pow(_random.NextDouble(), 2));
        float u = (float)Normal(), v = (float)Normal();
        double logit = Math.Sin(a * 1.7) + (b == 2 ? u : -0.5 * u) + (1.5 * Math.Sin(c * 0.9)) + (0.5 * v);
        float[] x = new float[49];
        x[a] = x[12 + b] = x[17 + c] = 1;
        (x[47], x[48]) = (u, v);
        return new Example { Features = x, Label = _random.NextDouble() < 1 / (1 + Math.Exp(-2 * logit)) };
    });

    /// <summary>Claims: a Poisson number of gamma amounts, both with means that depend on the features; most are 0.</summary>
    public List<Example> Claims(int count) => Rows(count, () =>
    {
        float[] x = Uniform(6);
        double rate = 0.15 + (0.6 * x[0] * x[1]), size = Math.Exp(1 + (1.5 * x[2]) - x[3]);
        double sum = 0;
        for (double arrival = -Math.Log(1 - _random.NextDouble()); arrival < rate; arrival -= Math.Log(1 - _random.NextDouble()))
            sum -= size * 0.5 * Math.Log((1 - _random.NextDouble()) * (1 - _random.NextDouble()));
        return new Example { Features = x, Target = (float)sum };
    });

    private static double Threshold(double shareOfYes) => shareOfYes < 0.1 ? 3.6 : 0;

    private static List<Example> Rows(int count, Func<Example> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    private float[] Uniform(int width) => [.. Enumerable.Range(0, width).Select(_ => _random.NextSingle())];

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
