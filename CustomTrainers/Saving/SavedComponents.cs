using System.Text.Json;
using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;

[assembly: SavedComponentLoader]

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>Components on their way into ML.NET's model files.</summary>
internal static class SavedComponents
{
    /// <summary>Writes a component where ML.NET's context stands.</summary>
    public static void Save(ModelSaveContext context, ISavable component)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = new ComponentWriter();
        component.SaveState(state);
        ComponentWriter.CheckName(component.SavedKind, "kind");
        List<(string Name, byte[] Content)> files = [.. state.Files];
        if (state.History.Count > 0)
            files.Insert(0, (ModelFile.HistoryFile, JsonSerializer.SerializeToUtf8Bytes(state.History, SavedJson.Options)));
        var values = JsonSerializer.SerializeToUtf8Bytes(state.Values, SavedJson.Options);
        ModelFile.Save(context, new StoredComponent("", component.SavedKind, values, files));
    }
}

/// <summary>Components on their way out of ML.NET's model files.</summary>
internal sealed class SavedComponentLoaderAttribute : ComponentLoaderAttribute
{
    /// <inheritdoc/>
    public override void RequireKnown(string place, string kind)
    {
        if (!SavedKinds.TryFind(kind, out _))
        {
            throw new InvalidDataException(
                $"'{place}' is of the kind '{kind}', which is not known to this program. It knows {string.Join(", ", SavedKinds.Names)}; "
                + $"a kind of your own must be given to {nameof(SavedKinds)}.{nameof(SavedKinds.Add)} first.");
        }
    }

    /// <inheritdoc/>
    public override object Load(StoredComponent stored)
    {
        RequireKnown(stored.Place, stored.Kind);
        SavedKinds.TryFind(stored.Kind, out var kind);
        var files = stored.Files.ToDictionary(file => file.Name, file => file.Content, StringComparer.Ordinal);
        var history = files.Remove(ModelFile.HistoryFile, out var text) ? text : "{}"u8.ToArray();
        try
        {
            using var json = JsonDocument.Parse(stored.Values);
            using var past = JsonDocument.Parse(history);
            return kind!.Load(new ComponentReader(stored.Place, json.RootElement, past.RootElement, files));
        }
        catch (JsonException exception)
        {
            throw StoredComponent.Damaged(stored.Place, $"its values are not JSON ({exception.Message})", exception);
        }
    }
}
