namespace MlPipelines.Numerics.Threading;

/// <summary>A job that falls into parts which may run at the same time; each part writes to places of its own.</summary>
internal interface IWork
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}
