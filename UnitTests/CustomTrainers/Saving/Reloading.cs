using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Saving;

/// <summary>Components made anew from their state, which a test may change in between.</summary>
internal static class Reloading
{
    /// <summary>What a component writes.</summary>
    public static ComponentWriter Saved(ISavable component)
    {
        var writer = new ComponentWriter();
        component.SaveState(writer);
        return writer;
    }

    /// <summary>The component that its changed state gives, as one of its kind or another.</summary>
    /// <param name="component">The component.</param>
    /// <param name="change">Changes its values, those of its history among them, and its files.</param>
    /// <param name="kind">The kind's name; null for the component's own.</param>
    public static ISavable Reloaded(ISavable component, Action<JsonObject, Dictionary<string, byte[]>> change, string? kind = null)
    {
        var writer = Saved(component);
        var files = writer.Files.ToDictionary(file => file.Name, file => file.Content);
        foreach (var (name, value) in writer.History) writer.Values[name] = value?.DeepClone();
        change(writer.Values, files);
        Assert.IsTrue(SavedKinds.TryFind(kind ?? component.SavedKind, out var known));
        var (values, history) = (JsonSerializer.SerializeToElement(writer.Values), JsonSerializer.SerializeToElement(new JsonObject()));
        return known!.Load(new ComponentReader("memory", values, history, files));
    }

    /// <summary>The error that the changed state gives.</summary>
    public static string RequireError(ISavable component, Action<JsonObject, Dictionary<string, byte[]>> change, string? kind = null)
        => Assert.ThrowsExactly<InvalidDataException>(() => Reloaded(component, change, kind)).Message;
}
