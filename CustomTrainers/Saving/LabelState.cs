using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The values behind a label's keys in a transformer's state.</summary>
internal static class LabelState
{
    private const string Name = "labelValues";

    /// <summary>Writes the values; nothing where the keys stand for none.</summary>
    public static void Save(ComponentWriter writer, LabelValues? labels)
    {
        if (labels is not null)
            writer.Set(Name, labels.ToSaved());
    }

    /// <summary>Reads the values; null where the keys stand for none.</summary>
    public static LabelValues? Load(ComponentReader reader)
        => reader.Find<SavedValues>(Name) is { } saved ? LabelValues.FromSaved(saved) : null;
}
