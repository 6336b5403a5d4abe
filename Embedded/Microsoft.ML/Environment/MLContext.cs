using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The start of every ML.NET program: catalogs of components, a seed, a log.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly HostEnvironment _environment;
    private readonly ConcurrentDictionary<string, object?> _options = new();

    /// <summary>A context.</summary>
    /// <param name="seed">With the same seed everything comes out the same; without one, random choices differ from run to run.</param>
    public MLContext(int? seed = null)
    {
        _environment = new HostEnvironment(seed, (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source)));
        BinaryClassification = new BinaryClassificationCatalog(_environment);
        MulticlassClassification = new MulticlassClassificationCatalog(_environment);
        Regression = new RegressionCatalog(_environment);
        Transforms = new TransformsCatalog(_environment);
        Model = new ModelOperationsCatalog(_environment);
        Data = new DataOperationsCatalog(_environment);
    }

    /// <summary>Messages of the components.</summary>
    public event EventHandler<LoggingEventArgs>? Log;

    /// <summary>Binary classification: trainers and evaluation.</summary>
    public BinaryClassificationCatalog BinaryClassification { get; }

    /// <summary>Multiclass classification: trainers and evaluation.</summary>
    public MulticlassClassificationCatalog MulticlassClassification { get; }

    /// <summary>Regression: trainers and evaluation.</summary>
    public RegressionCatalog Regression { get; }

    /// <summary>Transforms.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Saving, loading and using models.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>Loading, filtering and splitting data.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>The components that saved models may name.</summary>
    public ComponentCatalog ComponentCatalog => _environment.ComponentCatalog;

    /// <summary>The folder for temporary files; the system's by default.</summary>
    public string TempFilePath { get; set; } = Path.GetTempPath();

    /// <summary>Whether components that can use a GPU go on without one. Embedded components use none.</summary>
    public bool FallbackToCpu { get; set; } = true;

    /// <summary>The GPU to be used. Embedded components use none.</summary>
    public int? GpuDeviceId { get; set; }

    /// <summary>Adds an option unless there is one of that name.</summary>
    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(Check.NotEmpty(name), value);

    /// <summary>Sets an option.</summary>
    public void SetOption<T>(string name, T value) => _options[Check.NotEmpty(name)] = value;

    /// <summary>Gets an option, if there is one of that name and type.</summary>
    public bool TryGetOption<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!_options.TryGetValue(Check.NotEmpty(name), out var found) || found is not T typed)
            return false;
        value = typed;
        return true;
    }

    /// <summary>Gets an option, after setting it to the default value when there is none.</summary>
    public T GetOptionOrDefault<T>(string name) => (T)_options.GetOrAdd(Check.NotEmpty(name), default(T))!;

    /// <summary>Removes an option.</summary>
    public bool RemoveOption(string name) => _options.TryRemove(Check.NotEmpty(name), out _);

    string IExceptionContext.ContextDescription => _environment.ContextDescription;

    TException IExceptionContext.Process<TException>(TException ex) => _environment.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _environment.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _environment.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _environment.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _environment.StartProgressChannel(name);
}
