using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>What learners are compared on, with all in which a table and pictures differ.</summary>
internal abstract class Compared
{
    /// <summary>The one experiment, in a suite.</summary>
    public required Suite Suite { get; init; }

    /// <summary>What is predicted, as a sentence names it.</summary>
    public required string Label { get; init; }

    /// <summary>How the data were understood, line by line.</summary>
    public required IReadOnlyList<string> Look { get; init; }

    /// <summary>What to look at before any figure is believed.</summary>
    public required IReadOnlyList<LookFirst> First { get; init; }

    /// <summary>The rows of the first trial.</summary>
    public required DataSet Data { get; init; }

    /// <summary>All rows, none of them to test on, for the model that is saved.</summary>
    public abstract DataSet All(CancellationToken cancellation);

    /// <summary>Lines that tell how the saved model is used: text, and code that begins with four blanks.</summary>
    /// <param name="all">What it was trained on.</param>
    /// <param name="model">Its file.</param>
    public abstract IEnumerable<string> Usage(DataSet all, string model);
}

/// <summary>Something that makes figures too good, or learners waste their time.</summary>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="Column">The column; null where it is not one.</param>
/// <param name="Text">What was found and what to do, in sentences.</param>
internal sealed record LookFirst(string Kind, string? Column, string Text);
