using System.Text.Json;

namespace MlPipelines.Serve;

/// <summary>The body of a request as JSON.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads the whole body, which the server ends at its limit of bytes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="expected">What the body should be, for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFault">It is not JSON, or too large.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, string expected, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new RequestFault(
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type is '{request.ContentType}'; 'application/json' was expected.");
        }

        try
        {
            return await JsonDocument.ParseAsync(request.Body, Options, cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new RequestFault(StatusCodes.Status400BadRequest, exception is { LineNumber: 0, BytePositionInLine: 0 }
                ? $"The body is empty, or no JSON. Expected: {expected}."
                : $"The body is no JSON: {Reason(exception)} Expected: {expected}.");
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RequestFault(
                exception.StatusCode, "The body is larger than the service takes. Send fewer records at once. " + exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            throw new RequestFault(exception.StatusCode, exception.Message);
        }
    }

    /// <summary>What the reader says, with a place that counts from 1.</summary>
    private static string Reason(JsonException exception) =>
        $"{exception.Message.Split(". LineNumber:")[0]} (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).";
}
