namespace MlPipelines.Serve;

/// <summary>A request that is not answered by a prediction: the caller can mend it, and is told how.</summary>
/// <param name="status">The status of HTTP.</param>
/// <param name="message">What was expected and what came, for the <c>detail</c> of the answer.</param>
/// <param name="errors">What is wrong with which field; empty where it is the body as a whole.</param>
internal sealed class RequestFault(int status, string message, IReadOnlyDictionary<string, string[]>? errors = null) : Exception(message)
{
    /// <summary>The answer: a problem document (RFC 9457), with <c>errors</c> by field where there are some.</summary>
    public IResult ToResult() => errors is null
        ? TypedResults.Problem(Message, statusCode: status)
        : TypedResults.Problem(Message, statusCode: status, extensions: [new("errors", errors)]);
}
