using System.Collections;

namespace MlPipelines.Pipelines.Configuration;

/// <summary>
/// Settings, each with how its value goes into a trainer's options. A setting is added in one place, <c>{ setting, (options, value) => …
/// }</c>, and both lists of settings and the options know it.
/// </summary>
/// <typeparam name="TOptions">The options, an immutable record.</typeparam>
public sealed class OptionSettings<TOptions> : IEnumerable<Setting>
{
    private readonly List<Setting> _settings = [];
    private readonly List<Func<TOptions, Settings, TOptions>> _steps = [];

    /// <summary>A setting and the options with a value of it.</summary>
    public void Add<T>(Setting<T> setting, Func<TOptions, T, TOptions> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        _settings.Add(setting);
        _steps.Add((options, settings) => apply(options, settings.Get(setting)));
    }

    /// <summary>Settings that only together make something of the options, and the options with it.</summary>
    public void Add(IEnumerable<Setting> settings, Func<TOptions, Settings, TOptions> apply)
    {
        _settings.AddRange(settings);
        _steps.Add(apply);
    }

    /// <summary>A setting that does not go into the options.</summary>
    public void Add(Setting setting) => _settings.Add(setting);

    /// <summary>The options with the values of all settings.</summary>
    /// <exception cref="ArgumentException">Values do not go together.</exception>
    public TOptions Apply(Settings settings, TOptions options) => _steps.Aggregate(options, (current, step) => step(current, settings));

    /// <inheritdoc/>
    public IEnumerator<Setting> GetEnumerator() => _settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
