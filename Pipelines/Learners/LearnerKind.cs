using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Pipelines.Learners;

/// <summary>A kind of learner: what settings it has and how a <see cref="Learner"/> is made of them.</summary>
public sealed class LearnerKind
{
    private readonly Func<LearningTask, string, Settings, Learner> _create;
    private readonly IReadOnlyList<Setting> _own; // without those that every kind has

    /// <summary>
    /// A kind named <paramref name="name"/> whose learners <paramref name="create"/> makes of the task, their name and their complete
    /// settings. Every kind has the settings <c>rows</c> and <c>try</c> besides its <paramref name="definitions"/>.
    /// </summary>
    public LearnerKind(
        string name,
        string description,
        IReadOnlyList<LearningTask> tasks,
        IReadOnlyList<Setting> definitions,
        Func<LearningTask, string, Settings, Learner> create)
    {
        Name = name;
        Description = description;
        Tasks = tasks;
        _own = definitions;
        Definitions = [.. definitions, SharedSettings.Rows, TriedSettings.Setting];
        _create = create;
    }

    /// <summary>The name, lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>A sentence on what it is.</summary>
    public string Description { get; }

    /// <summary>The tasks that it can learn.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>The name of the kind whose settings and training this one has, with another engine; null for none.</summary>
    public string? CounterpartOf { get; private init; }

    /// <summary>Its settings, in the order in which results show them.</summary>
    public IReadOnlyList<Setting> Definitions { get; }

    /// <summary>Whether it has a setting <paramref name="name"/>.</summary>
    public bool Has(string name) => Definitions.Any(definition => definition.Name == name);

    /// <summary>
    /// This kind of network under another name, its networks computed by an engine: the counterpart of this kind, with the same settings.
    /// </summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    /// <param name="description">A sentence on what it is.</param>
    /// <param name="engine">Computes the steps of the training and predicts; it may fail to load only then, and the trial says so.</param>
    /// <exception cref="InvalidOperationException">Learners of this kind are no networks, so that no engine would ever be
    /// asked.</exception>
    public LearnerKind On(string name, string description, INetworkEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (!NetworkSettings.All.All(Definitions.Contains))
        {
            throw new InvalidOperationException(
                $"The learner kind '{Name}' trains no network of this project, so an engine cannot compute it; take a kind that does, "
                    + "such as mlp.");
        }

        return new LearnerKind(
            name, description, Tasks, _own,
            (task, learner, settings) =>
            {
                var own = _create(task, learner, Complete(settings));
                return own with
                {
                    Settings = settings,
                    CreateTrainer = (ml, context) => own.CreateTrainer(
                    ml, context with { Engine = engine })
                };
            })
        { CounterpartOf = Name };
    }

    /// <summary>Every setting of this kind: the given ones in their one notation, the others by default.</summary>
    /// <exception cref="FormatException">A setting is unknown, or does not take its value.</exception>
    public Settings Complete(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Keys.FirstOrDefault(name => !Has(name)) is { } unknown)
        {
            throw new FormatException(
                $"The learner kind '{Name}' has no setting '{unknown}'; it has: "
                    + $"{string.Join(", ", Definitions.Select(definition => definition.Name))}.");
        }

        return new Settings(Definitions.Select(definition => (
            definition.Name,
            settings.TryGetValue(definition.Name, out var value) ? Canonical(definition, value) : definition.DefaultText)));
    }

    /// <summary>A learner of this kind for a task.</summary>
    /// <exception cref="FormatException">A setting is unknown, or does not take its value.</exception>
    /// <exception cref="ArgumentException">This kind cannot learn the task.</exception>
    public Learner Create(LearningTask task, string name, Settings settings)
    {
        if (!Tasks.Contains(task))
        {
            throw new ArgumentException(
                $"The learner kind '{Name}' cannot learn a {task.ToString().ToLowerInvariant()} task; it learns: "
                    + $"{string.Join(", ", Tasks).ToLowerInvariant()}.",
                nameof(task));
        }

        var complete = Complete(settings);
        var learner = _create(task, name, complete) with { TrainingRows = complete.Get(SharedSettings.Rows) };
        var tried = complete.Get(TriedSettings.Setting);
        return tried.Count == 0 ? learner : ChosenByValidation.Learner(
            task, learner, [.. tried.Select(settings => (settings, _create(task, name, complete.With(settings))))]);
    }

    private string Canonical(Setting definition, string value) => definition == TriedSettings.Setting
        ? TriedSettings.Canonical(this, TriedSettings.Setting.Parse(value)) : definition.Canonical(value);
}
