using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// Stops ML.NET's own trainers. They do not know <see cref="CancellationToken"/>; they ask their context between two steps (a tree, a pass)
/// whether to stop, and the method that tells the context so is not public.
/// </summary>
internal static class Cancellation
{
    /// <summary>Makes whatever is trained with this context throw <see cref="OperationCanceledException"/> at its next step; the context cannot be used afterwards.</summary>
    public static void Cancel(MLContext context) => context.CancelExecution();
}
