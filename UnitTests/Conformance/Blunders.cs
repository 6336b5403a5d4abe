using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>What the runtime throws when a trainer does not look at its rows before it works on them.</summary>
[SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "A faulty trainer makes the runtime raise them.")]
internal static class Blunders
{
    public static Exception Null() => new NullReferenceException("Object reference not set: Features.");

    public static Exception Index() => new IndexOutOfRangeException("Index was outside the bounds: Features.");
}
