namespace Microsoft.ML.Data;

/// <summary>A column of a text loader: its type, and the segments of fields that it is read from, one after another.</summary>
internal sealed class TextColumn
{
    public TextColumn(string name, PrimitiveDataViewType itemType, TextSegment[] segments)
    {
        Name = name;
        ItemType = itemType;
        Segments = segments;
        var ordered = segments.OrderBy(segment => segment.Min).ToArray();
        for (var i = 1; i < ordered.Length; i++)
            Check.Param(ordered[i - 1].Limit <= ordered[i].Min, nameof(TextLoader.Column.Source), $"Intervals specified for column '{name}' overlap");
        FixedSize = segments.Where(segment => !segment.IsVariable).Sum(segment => segment.Limit - segment.Min);
        IsVariable = segments.Any(segment => segment.IsVariable);
        Type = IsVariable ? new VectorDataViewType(itemType)
            : FixedSize > 1 || segments[0].ForceVector ? new VectorDataViewType(itemType, FixedSize)
            : itemType;
    }

    public string Name { get; }

    public PrimitiveDataViewType ItemType { get; }

    public DataViewType Type { get; }

    public TextSegment[] Segments { get; }

    /// <summary>The number of items from segments of known length.</summary>
    public int FixedSize { get; }

    /// <summary>Whether a segment goes to the end of the line.</summary>
    public bool IsVariable { get; }

    /// <summary>The greatest field number that is read.</summary>
    public int LastField => Segments.Max(segment => segment.Limit) - 1;
}
