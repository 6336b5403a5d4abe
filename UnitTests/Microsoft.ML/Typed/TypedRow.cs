using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Typed;

/// <summary>A class with a member of every kind.</summary>
internal sealed class TypedRow
{
    public const int NoColumnEither = 3;

    public float[]? Free;

    [KeyType(4)]
    public uint Key;

    [NoColumn]
    public object? Nothing = new();

    [VectorType(3)]
    public float[]? Fixed { get; set; }

    public string? Text { get; set; }

    public string?[]? Texts { get; set; }

    public VBuffer<float> Buffer { get; set; }

    public DateTime Time { get; set; }

    public bool Flag { get; set; }

    [ColumnName("Named")]
    public int Number { get; set; }

    public int GetOnly => Number + 5;
}
