using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Onnx;
using MlPipelines.Pipelines.Prediction;
using RuntimeOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace MlPipelines.Benchmarks.Workloads.Serving;

/// <summary>
/// The exported file of a pipeline in ONNX Runtime behind the same server as the sample: the same records in, the same answers out. One
/// session for all requests, as ONNX Runtime advises, with one thread for each of them.
/// </summary>
internal sealed class OnnxService : IDisposable
{
    private readonly RuntimeOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
    private readonly OnnxSignature _signature;
    private readonly InferenceSession _session;
    private readonly string[] _classes;

    public OnnxService(TrainedPipeline pipeline)
    {
        using var file = new MemoryStream();
        _signature = pipeline.SaveOnnx(file);
        _session = new InferenceSession(file.ToArray(), _options);
        _classes = [.. pipeline.ClassNames!]; // in the order of the scores, as the model's keys are sorted
    }

    /// <summary>The server, not started.</summary>
    public WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 4 << 20);
        var app = builder.Build();
        app.MapPost("/predict", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            return TypedResults.Text(Predict(body.RootElement).ToJson(), "application/json");
        });
        return app;
    }

    /// <summary>Predicts for one record.</summary>
    public RecordPrediction Predict(JsonElement record)
    {
        var inputs = new NamedOnnxValue[_signature.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var value = record.GetProperty(_signature.Inputs[i].Name);
            inputs[i] = _signature.Inputs[i] switch
            {
                { Type: "float32" } input => NamedOnnxValue.CreateFromTensor(
                    input.Name, new DenseTensor<float>(new[] { value.GetSingle() }, [1, 1])),
                { Type: "string" } input => NamedOnnxValue.CreateFromTensor(
                    input.Name, new DenseTensor<string>(new[] { value.GetString()! }, [1, 1])),
                var input => throw new NotSupportedException($"The table has no columns of the type {input.Type}; found '{input.Name}'."),
            };
        }

        using var results = _session.Run(inputs, ["PredictedLabel.output", "Score.output"]);
        var scores = results[1].AsTensor<float>();
        ClassScore[] sorted = [.. _classes.Select((name, i) => new ClassScore(name, scores.GetValue(i))).OrderByDescending(s => s.Score)];
        return new RecordPrediction(results[0].AsTensor<string>().GetValue(0), null, sorted);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
