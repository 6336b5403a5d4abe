using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlPipelines.Pipelines.Harness;

/// <summary>Keeps what is warned of in a context's log, each text once, in the order in which it came.</summary>
internal sealed class TrainerWarnings
{
    private readonly List<string> _texts = [];
    private readonly Lock _lock = new();

    /// <summary>Listens to the log of <paramref name="ml"/> from now on.</summary>
    public TrainerWarnings(MLContext ml) => ml.Log += Keep;

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock)
                return [.. _texts];
        }
    }

    /// <summary>Trainers write from several threads.</summary>
    private void Keep(object? sender, LoggingEventArgs entry)
    {
        if (entry.Kind != ChannelMessageKind.Warning)
            return;
        var text = string.Join(' ', entry.RawMessage.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        lock (_lock)
        {
            if (!_texts.Contains(text))
                _texts.Add(text);
        }
    }
}
