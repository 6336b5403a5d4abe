using System.Text.Json;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Serve;

/// <summary>
/// A trained pipeline behind HTTP: <c>POST /predict</c> answers a record, <c>POST /predict/batch</c> a list of records, <c>GET /health</c>
/// says that the model is loaded, and <c>GET /openapi/v1.json</c> describes all of it with the fields of this model.
/// </summary>
public sealed partial class PredictionService : IDisposable
{
    private const int MostFaultyRecords = 20;

    private readonly ServiceOptions _options;
    private readonly RecordPredictor _predictor;
    private readonly RecordForm _form;
    private readonly ILogger _log;

    private PredictionService(ServiceOptions options, TrainedPipeline pipeline, ILogger log)
    {
        _options = options;
        _predictor = pipeline.CreateRecordPredictor();
        _form = new RecordForm(pipeline, _predictor);
        _log = log;
    }

    /// <summary>Loads the model and makes the service, which listens once it is started.</summary>
    /// <param name="args">Options as <c>--Model model.zip --urls http://127.0.0.1:5000</c>; see <see cref="ServiceOptions"/>.</param>
    /// <param name="configure">What a host or a test adds before the service is built; null for nothing.</param>
    /// <exception cref="IOException">The model's file is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no sound trained pipeline.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model is of pictures.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var options = (builder.Configuration.Get<ServiceOptions>() ?? new ServiceOptions()).Validated();
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = options.MaximumBodyBytes);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // no lines for each request
        builder.Services.AddProblemDetails();
        configure?.Invoke(builder);

        var pipeline = TrainedPipeline.Load(options.Model);
        if (pipeline.ImageReading is not null)
            throw new ArgumentException($"'{options.Model}' was trained on pictures; this service answers records.");
        builder.Services.AddSingleton(services =>
            new PredictionService(options, pipeline, services.GetRequiredService<ILogger<PredictionService>>()));
        ServiceDocument.Add(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        var service = app.Services.GetRequiredService<PredictionService>();
        app.MapPost("/predict", service.PredictAsync).WithName(ServiceDocument.Predict);
        app.MapPost("/predict/batch", service.PredictBatchAsync).WithName(ServiceDocument.PredictBatch);
        app.MapGet("/health", () => TypedResults.Ok(new { status = "ready", model = Path.GetFileName(options.Model) }))
            .WithName(ServiceDocument.Health);
        app.MapOpenApi();
        return app;
    }

    /// <summary>The fields of the model's records.</summary>
    internal RecordForm Form => _form;

    /// <inheritdoc/>
    public void Dispose() => _predictor.Dispose();

    private async Task<IResult> PredictAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonBody.ReadAsync(request, _form.Example, cancellationToken);
            return TypedResults.Text(Predict(body.RootElement).ToJson(), "application/json");
        }
        catch (RecordFault fault)
        {
            var errors = fault.Errors.ToDictionary(error => error.Key, error => (string[])[error.Value]);
            return new RequestFault(StatusCodes.Status400BadRequest, fault.Message, errors).ToResult();
        }
        catch (RequestFault fault)
        {
            return fault.ToResult();
        }
    }

    private async Task<IResult> PredictBatchAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var answered = 0;
        try
        {
            using var body = await JsonBody.ReadAsync(request, $"a list of records, each {_form.Example}", cancellationToken);
            var answers = new List<string>();
            foreach (var answer in PredictAll(body.RootElement, cancellationToken))
            {
                answers.Add(answer);
                answered++;
            }

            return TypedResults.Text($"[{string.Join(",\n", answers)}]", "application/json");
        }
        catch (RequestFault fault)
        {
            return fault.ToResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogCancelled(answered);
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
    }

    /// <summary>The answers to a list of records in their order, one after another, so that a caller who has gone costs no more.</summary>
    /// <exception cref="RequestFault">The body is no such list, or records cannot be read: each of the first twenty is named.</exception>
    private IEnumerable<string> PredictAll(JsonElement records, CancellationToken cancellationToken)
    {
        if (records.ValueKind != JsonValueKind.Array)
            throw new RequestFault(StatusCodes.Status400BadRequest, $"A list of records was expected, each {_form.Example}.");
        var count = records.GetArrayLength();
        if (count == 0)
            throw new RequestFault(StatusCodes.Status400BadRequest, "The list has no records; at least one was expected.");
        if (count > _options.MaximumBatchRecords)
        {
            throw new RequestFault(
                StatusCodes.Status413PayloadTooLarge,
                $"The list has {count} records; the service takes {_options.MaximumBatchRecords} at once. Send them in parts.");
        }

        var errors = new Dictionary<string, string[]>();
        var (index, faulty) = (0, 0);
        foreach (var record in records.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? answer = null;
            try
            {
                answer = Predict(record).ToJson();
            }
            catch (RecordFault fault)
            {
                foreach (var (field, message) in fault.Errors)
                    errors[field.Length == 0 ? $"[{index}]" : $"[{index}].{field}"] = [message];
                if (++faulty == MostFaultyRecords)
                    break;
            }

            index++;
            if (answer is not null && faulty == 0)
                yield return answer;
        }

        if (faulty > 0)
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest,
                $"{(faulty == MostFaultyRecords ? "At least " : "")}{faulty} of {count} records cannot be read, so none is answered. "
                    + "'errors' has the place of each, counted from 0.",
                errors);
        }
    }

    private RecordPrediction Predict(JsonElement json)
    {
        var record = _form.Read(json);
        try
        {
            return _predictor.Predict(record);
        }
        catch (RecordException exception)
        {
            throw new RecordFault(exception.Column, exception.Message);
        }
        catch (InvalidOperationException exception)
        {
            throw new RecordFault("", exception.Message); // the model has no score for the record
        }
    }

    [LoggerMessage(LogLevel.Information, "A batch was cancelled by its caller after {Answered} records.")]
    private partial void LogCancelled(int answered);
}
