namespace MlPipelines.UnitTests.MicrosoftML.Saving;

/// <summary>The classes of a custom mapping.</summary>
public static class Tenfold
{
    public sealed class Input
    {
        public float A { get; set; }
    }

    public sealed class Output
    {
        public float Tenfold { get; set; }
    }
}
