using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MlPipelines.Serve;

namespace MlPipelines.Benchmarks.Workloads.Serving;

/// <summary>
/// A model behind HTTP on the loopback, one record a request: the sample that serves a trained pipeline, the exported file in ONNX Runtime
/// behind the same server, and the server alone. Clients and server share the machine.
/// </summary>
internal static class ServingWorkload
{
    /// <summary>The sample.</summary>
    public static Report RunPipeline(string name, int clients, Func<ServedModel> train)
    {
        using var model = train();
        var service = PredictionService.Create(
            ["--Model", model.File, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        return Run(name, clients, service, model.Records);
    }

    /// <summary>ONNX Runtime.</summary>
    public static Report RunOnnx(string name, int clients, Func<ServedModel> train)
    {
        using var model = train();
        using var service = new OnnxService(model.Pipeline);
        RequireSame(model, service);
        return Run(name, clients, service.Create(), model.Records);
    }

    /// <summary>A server that reads the record and answers with a text of the same length.</summary>
    public static Report RunHttpAlone(string name, int clients)
    {
        using var model = ServedModel.Mlp();
        using var predictor = model.Pipeline.CreateRecordPredictor();
        using var record = JsonDocument.Parse(model.Records[0]);
        var answer = predictor.PredictJson(record.RootElement.GetRawText()).ToJson();
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        var app = builder.Build();
        app.MapPost("/predict", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            return TypedResults.Text(body.RootElement.GetPropertyCount() > 0 ? answer : "", "application/json");
        });
        return Run(name, clients, app, model.Records);
    }

    private static Report Run(string name, int clients, WebApplication app, IReadOnlyList<byte[]> records)
    {
        var (times, perSecond) = Measure().GetAwaiter().GetResult();
        return new Report
        {
            Workload = name,
            Threads = clients,
            RowsPerS = Math.Round(perSecond),
            P50Microseconds = Math.Round(times[times.Length / 2]),
            P99Microseconds = Math.Round(times[(int)(times.Length * 0.99)]),
        };

        async Task<(double[] Microseconds, double PerSecond)> Measure()
        {
            await using (app)
            {
                await app.StartAsync();
                return await Clients.AskAsync(app.Urls.Single(), records, clients);
            }
        }
    }

    /// <summary>Both predict the same, so that it is the same work that is timed.</summary>
    private static void RequireSame(ServedModel model, OnnxService service)
    {
        using var predictor = model.Pipeline.CreateRecordPredictor();
        foreach (var bytes in model.Records.Take(100))
        {
            using var record = JsonDocument.Parse(bytes);
            var (own, other) = (predictor.PredictJson(record.RootElement.GetRawText()), service.Predict(record.RootElement));
            if (own.Label != other.Label || Math.Abs(own.Scores[0].Score - other.Scores[0].Score) > 1e-4)
                throw new InvalidOperationException($"The exported file predicts {other}, the pipeline {own}.");
        }
    }
}
