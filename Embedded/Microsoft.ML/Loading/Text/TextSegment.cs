namespace Microsoft.ML.Data;

/// <summary>The fields from <paramref name="Min"/> to before <paramref name="Limit"/>.</summary>
/// <param name="Min">The first field.</param>
/// <param name="Limit">The field after the last; <see cref="End"/> for the end of the line, wherever that is.</param>
/// <param name="ForceVector">Whether a single field makes a vector too.</param>
internal readonly record struct TextSegment(int Min, int Limit, bool ForceVector)
{
    public const int End = int.MaxValue;

    public bool IsVariable => Limit == End;
}
