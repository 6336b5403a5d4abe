using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// Stops ML.NET's own trainers. They look at their context between two steps (a tree, a pass), where
/// <see cref="CancellationToken"/> is unknown; the method that tells the context to stop is not public.
/// </summary>
internal static class Cancellation
{
    /// <summary>Makes whatever is trained with this context throw <see cref="OperationCanceledException"/> at its next step; the context cannot be used afterwards.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CancelExecution")]
    public static extern void Cancel(MLContext context);
}
