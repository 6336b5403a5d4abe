using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// The environment of the <see cref="MLContext"/> behind a catalog: its log, and what ML.NET's own transformers are made with.
/// </summary>
internal static class CatalogEnvironment
{
    /// <summary>The environment of a catalog of trainers.</summary>
    public static IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return CatalogUtils.GetEnvironment(catalog);
    }

    /// <summary>Writes a message of the kind Info to <see cref="MLContext.Log"/>.</summary>
    /// <param name="env">The environment.</param>
    /// <param name="component">Who says it.</param>
    /// <param name="message">A sentence.</param>
    public static void Info(IHostEnvironment env, string component, string message)
    {
        using var channel = env.Start(component);
        channel.Info(message);
    }

    /// <summary>Writes a message of the kind Warning to <see cref="MLContext.Log"/>.</summary>
    /// <param name="env">The environment.</param>
    /// <param name="component">Who says it.</param>
    /// <param name="message">What to look at, and what to do.</param>
    public static void Warning(IHostEnvironment env, string component, string message)
    {
        using var channel = env.Start(component);
        channel.Warning(message);
    }
}

/// <summary>
/// Stops ML.NET's own trainers. They do not know <see cref="CancellationToken"/>; they ask their context between two steps (a tree, a pass)
/// whether to stop, and the method that tells the context so is not public.
/// </summary>
internal static class Cancellation
{
    /// <summary>
    /// Makes whatever is trained with this context throw <see cref="OperationCanceledException"/> at its next step; the context cannot be
    /// used afterwards.
    /// </summary>
    public static void Cancel(MLContext context) => context.CancelExecution();
}
