using Microsoft.ML.Data;
using Microsoft.ML.Saving;

[assembly: LoadableComponent(TextLoaderSaving.Signature, typeof(TextLoaderSaving))]

namespace Microsoft.ML.Saving;

/// <summary>How a text loader is saved: how lines are cut, and the columns as they were found, so that no sample is needed again.</summary>
internal static class TextLoaderSaving
{
    public const string Signature = "TextLoader";

    /// <summary>Writes the loader.</summary>
    public static void Save(ModelSaveContext ctx, TextLoader.Options options, TextFormat format, TextLayout layout)
    {
        ctx.LoaderSignature = Signature;
        var writer = ctx.Writer;
        writer.Write(options.AllowQuoting);
        writer.Write(options.AllowSparse);
        writer.Write(options.InputSize ?? -1);
        writer.Write(new string(options.Separators));
        writer.Write(options.DecimalMarker);
        writer.Write(options.TrimWhitespace);
        writer.Write(format.SkipHeader);
        writer.Write(options.ReadMultilines);
        writer.Write(options.MaxRows ?? -1);
        writer.Write(options.EscapeChar);
        writer.Write(options.MissingRealsAsNaNs);
        writer.Write(layout.Columns.Length);
        foreach (var column in layout.Columns)
        {
            writer.Write(column.Name);
            TypeSaving.Write(writer, column.ItemType);
            writer.Write(column.Segments.Length);
            foreach (var segment in column.Segments)
            {
                writer.Write(segment.Min);
                writer.Write(segment.Limit);
                writer.Write(segment.ForceVector);
            }
        }
        writer.Write(layout.FieldNames is not null);
        if (layout.FieldNames is not null)
            writer.WriteValues<ReadOnlyMemory<char>>([.. layout.FieldNames.Select(name => name.AsMemory())]);
    }

    /// <summary>Reads the loader.</summary>
    public static TextLoader Load(ModelLoadContext ctx)
    {
        var reader = ctx.Reader;
        var options = new TextLoader.Options
        {
            AllowQuoting = reader.ReadBoolean(),
            AllowSparse = reader.ReadBoolean(),
            InputSize = reader.ReadInt32() is >= 0 and var size ? size : null,
            Separators = reader.ReadString().ToCharArray(),
            DecimalMarker = reader.ReadChar(),
            TrimWhitespace = reader.ReadBoolean(),
            HasHeader = reader.ReadBoolean(),
            ReadMultilines = reader.ReadBoolean(),
            MaxRows = reader.ReadInt64() is >= 0 and var rows ? rows : null,
            EscapeChar = reader.ReadChar(),
            MissingRealsAsNaNs = reader.ReadBoolean(),
        };
        var columns = new List<TextColumn>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            columns.Add(ReadColumn(reader));
        string[]? names = reader.ReadBoolean() ? [.. reader.ReadValues<ReadOnlyMemory<char>>().Select(name => name.ToString())] : null;
        return new TextLoader(ctx.Environment, options, new TextLayout([.. columns], names));
    }

    private static TextColumn ReadColumn(BinaryReader reader)
    {
        var name = reader.ReadString();
        var type = TypeSaving.Read(reader) as PrimitiveDataViewType ?? throw new FormatException($"The text loader's column '{name}' is broken.");
        var segments = new List<TextSegment>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            segments.Add(new TextSegment(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean()));
        return new TextColumn(name, type, [.. segments]);
    }
}
