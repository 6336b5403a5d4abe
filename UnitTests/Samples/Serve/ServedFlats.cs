using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines;
using MlPipelines.Serve;

namespace MlPipelines.UnitTests.Samples.Serve;

/// <summary>A table of flats, a network that was trained on it, and the sample that serves it on a port of this machine.</summary>
internal sealed class ServedFlats : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private ServedFlats(int rows, params string[] options)
    {
        (Records, var csv) = Flats(rows);
        var data = CsvData.Load(
            _folder.Write("flats.csv", csv),
            new CsvOptions { Label = "kind", TestShare = 0, ValidationShare = 0 });
        var ml = new MLContext(seed: 1);
        var model = ml.Transforms.NormalizeMeanVariance("Features")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [32], Epochs = 5, Seed = 1 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data.DataSet.Train);
        Pipeline = new TrainedPipeline(model, data.DataSet, ml);
        Pipeline.Save(_folder["model.zip"]);
        Scores = [.. Pipeline.Transform(data.DataSet.Train).GetColumn<float[]>("Score")];
        _app = PredictionService.Create(
            ["--Model", _folder["model.zip"], "--urls", "http://127.0.0.1:0", .. options],
            builder => builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(Log)));
    }

    /// <summary>The records as JSON, in the order of the rows.</summary>
    public IReadOnlyList<string> Records { get; }

    /// <summary>The scores that ML.NET's own <c>Transform</c> gives the rows of the table, in the order of the classes.</summary>
    public IReadOnlyList<float[]> Scores { get; }

    public TrainedPipeline Pipeline { get; }

    public KeptLog Log { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public static async Task<ServedFlats> StartAsync(int rows = 200, params string[] options)
    {
        var served = new ServedFlats(rows, options);
        await served._app.StartAsync();
        served.Address = new Uri(served._app.Urls.Single());
        served.Client = new HttpClient { BaseAddress = served.Address };
        return served;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        Client.PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static (List<string> Records, string Csv) Flats(int rows)
    {
        var random = new Random(1);
        var records = new List<string>();
        var csv = new StringBuilder("size,floor,town,garden,kind\n");
        string[] towns = ["Graz", "Linz", "Wien"];
        for (var i = 0; i < rows; i++)
        {
            var size = Math.Round(random.NextDouble() * 150, 1).ToString(CultureInfo.InvariantCulture);
            var (floor, town, garden) = (random.Next(8), towns[random.Next(3)], random.Next(2) == 0);
            var kind = garden ? "house" : floor > 3 ? "loft" : "flat";
            csv.Append(CultureInfo.InvariantCulture, $"{size},{floor},{town},{(garden ? "true" : "false")},{kind}\n");
            records.Add($$"""{"size":{{size}},"floor":{{floor}},"town":"{{town}}","garden":{{(garden ? "true" : "false")}}}""");
        }

        return (records, csv.ToString());
    }

    /// <summary>Keeps what the service logs.</summary>
    internal sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
