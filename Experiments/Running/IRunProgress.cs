using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Running;

/// <summary>
/// Who watches a run. Called from several threads at once. A watcher writes the members that it needs; the others do nothing.
/// </summary>
public interface IRunProgress
{
    /// <summary>A sentence for the person who watches: a notice, a warning.</summary>
    void Say(string sentence)
    {
    }

    /// <summary>A data set is being loaded.</summary>
    void Loading(string dataSet)
    {
    }

    /// <summary>The loading of a data set came further.</summary>
    void Loading(string dataSet, DataProgress progress)
    {
    }

    /// <summary>A data set is there.</summary>
    void Loaded(DataSet data)
    {
    }

    /// <summary>A trial began.</summary>
    void Started(Trial trial)
    {
    }

    /// <summary>A trial came further.</summary>
    void Advanced(Trial trial, FitProgress progress)
    {
    }

    /// <summary>A trial ended, <paramref name="finished"/> of <paramref name="total"/>.</summary>
    void Finished(FinishedTrial ended, int finished, int total)
    {
    }

    /// <summary>A trial was stopped before its end.</summary>
    void Stopped(Trial trial)
    {
    }
}

/// <summary>Nobody watches.</summary>
public sealed class NoProgress : IRunProgress;
