using System.Diagnostics.CodeAnalysis;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Experiments.Running;

/// <summary>The trials that are still to run, taken by several workers. A weighted mean waits for the learners beside it.</summary>
internal sealed class WaitingTrials
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<Trial> _waiting;
    private readonly List<Trial> _running = [];

    /// <summary>The trials in the order in which they are to run.</summary>
    public WaitingTrials(IEnumerable<Trial> trials)
    {
        All = [.. trials];
        _waiting = [.. All];
    }

    /// <summary>All trials that were to run at the beginning.</summary>
    public IReadOnlyList<Trial> All { get; }

    /// <summary>Takes the first trial that can run; waits where all that are left wait for running ones.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>False where none is left, or it was stopped.</returns>
    public bool TryTake([NotNullWhen(true)] out Trial? trial, CancellationToken stop)
    {
        trial = null;
        lock (_waiting)
        {
            while (!stop.IsCancellationRequested && _waiting.Count > 0)
            {
                trial = _waiting.Find(candidate => !candidate.IsEnsemble || !_waiting.Concat(_running).Any(candidate.IsBeside));
                if (trial is not null)
                {
                    _waiting.Remove(trial);
                    _running.Add(trial);
                    return true;
                }

                Monitor.Wait(_waiting, Pause); // at most so long: another worker may have failed
            }

            return false;
        }
    }

    /// <summary>A trial is finished, and its result is there for others.</summary>
    public void End(Trial trial)
    {
        lock (_waiting)
        {
            _running.Remove(trial);
            Monitor.PulseAll(_waiting);
        }
    }
}
