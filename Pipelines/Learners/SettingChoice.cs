using System.Text;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The values of an enum, or values with names, as a setting has them: <c>LeakyReLU</c> as <c>leaky-relu</c>.</summary>
internal sealed class SettingChoice<T>
    where T : notnull
{
    private readonly (string Name, T Value)[] _choices;

    /// <summary>The values of an enum.</summary>
    public SettingChoice()
        : this(Enum.GetValues(typeof(T)).Cast<T>())
    {
    }

    /// <summary>Given values, by what their text says.</summary>
    public SettingChoice(IEnumerable<T> values) => _choices = [.. values.Select(value => (Name(value.ToString()!), value))];

    /// <summary>A setting that takes one of the values; the first is the default.</summary>
    public SettingDefinition Define(string name, string description) =>
        SettingDefinition.Choice(name, description, [.. _choices.Select(choice => choice.Name)]);

    /// <summary>A setting that takes one of the values for all layers, or one for each; the first is the default.</summary>
    public SettingDefinition DefineForEach(string name, string description) =>
        SettingDefinition.ChoiceOfEach(name, description, [.. _choices.Select(choice => choice.Name)]);

    /// <summary>The values of names joined by <c>+</c> that the setting has already accepted.</summary>
    public IReadOnlyList<T> ParseEach(string names) => [.. names.Split('+').Select(Parse)];

    /// <summary>The value of a name that the setting has already accepted.</summary>
    public T Parse(string name) => Array.Find(_choices, choice => choice.Name == name) is { Name: not null } found
        ? found.Value
        : throw new ArgumentException($"There is no {typeof(T).Name} '{name}'.", nameof(name));

    /// <summary>Lower case, a hyphen before each capital that follows a small letter; <c>ReLU</c> and <c>PyTorch</c> stay one word.</summary>
    private static string Name(string value)
    {
        var text = new StringBuilder();
        string words = value.Replace("ReLU", "Relu", StringComparison.Ordinal).Replace("PyTorch", "Pytorch", StringComparison.Ordinal);
        foreach (char letter in words)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
