namespace Microsoft.ML.Runtime;

/// <summary>The environment of a context, and the hosts that its components register in it.</summary>
internal sealed class HostEnvironment : IHost
{
    private readonly HostEnvironment _root;
    private readonly Lock _lock = new();
    private readonly HybridTausworthe _random;
    private readonly Action<string, ChannelMessage>? _listener;

    /// <summary>The root, for a seed, with what listens to messages: source and message.</summary>
    public HostEnvironment(int? seed, Action<string, ChannelMessage> listener)
    {
        _root = this;
        _random = HybridTausworthe.Create(seed);
        _listener = listener;
        Seed = seed;
        ComponentCatalog = new ComponentCatalog();
        FullName = Name = "";
    }

    private HostEnvironment(HostEnvironment parent, string name, HybridTausworthe random)
    {
        _root = parent._root;
        _random = random;
        Seed = _root.Seed;
        ComponentCatalog = _root.ComponentCatalog;
        Name = name;
        FullName = parent.FullName.Length == 0 ? name : $"{parent.FullName}; {name}";
    }

    /// <summary>The seed of the context.</summary>
    public int? Seed { get; }

    /// <summary>The name of this component, empty for the root.</summary>
    public string Name { get; }

    /// <summary>The names of the components from the outermost to this one.</summary>
    public string FullName { get; }

    /// <inheritdoc/>
    public ComponentCatalog ComponentCatalog { get; }

    /// <inheritdoc/>
    public Random Rand => _random;

    /// <inheritdoc/>
    public string ContextDescription => FullName;

    /// <summary>A host; without a seed its random numbers are drawn from this environment's, so that the order of registrations matters.</summary>
    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Check.NotEmpty(name);
        lock (_lock)
            return new HostEnvironment(this, name, seed is { } value ? HybridTausworthe.Create(value) : new HybridTausworthe(_random));
    }

    /// <inheritdoc/>
    public IChannel Start(string name) => new Channel(this, Check.NotEmpty(name));

    /// <inheritdoc/>
    public IPipe<TMessage> StartPipe<TMessage>(string name) => new Pipe<TMessage>(this, Check.NotEmpty(name));

    /// <inheritdoc/>
    public IProgressChannel StartProgressChannel(string name)
    {
        Check.NotEmpty(name);
        return new ProgressChannel();
    }

    /// <inheritdoc/>
    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        if (ex is not null)
            ex.Data["ML_Context"] = FullName;
        return ex!;
    }

    /// <summary>Hands a message to the listener of the context.</summary>
    public void Dispatch(string source, ChannelMessage message) => _root._listener!(source, message);
}
