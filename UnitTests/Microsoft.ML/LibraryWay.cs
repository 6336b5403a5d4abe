using Microsoft.ML;

namespace MlPipelines.UnitTests.MicrosoftML;

/// <summary>Which ML.NET the tests run on.</summary>
internal static class LibraryWay
{
    /// <summary>The embedded library is one assembly; the packages are many.</summary>
    public static bool IsEmbedded => typeof(MLContext).Assembly.GetName().Name == "Microsoft.ML";

    /// <summary>For a promise that the embedded library makes and the packages do not.</summary>
    public static void RequireEmbedded(string promise)
    {
        if (!IsEmbedded)
            Assert.Inconclusive($"The packages do not promise this: {promise}");
    }
}
