using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MlPipelines.Serve;

namespace MlPipelines.UnitTests.Samples.Serve;

/// <summary>The sample that serves a model, over the loopback of this machine.</summary>
[TestClass]
public sealed class PredictionServiceTests
{
    [TestMethod]
    public async Task Predict_TenThousandRequestsAHundredAtOnce_AreThePipelinesPredictions()
    {
        await using var served = await ServedFlats.StartAsync();
        using var predictor = served.Pipeline.CreateRecordPredictor();
        var expected = served.Records.Select(record => predictor.PredictJson(record).ToJson()).ToList();
        var bodies = served.Records.Select(Encoding.UTF8.GetBytes).ToList();
        var wrong = 0;

        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, cancellationToken) =>
        {
            using var content = new ByteArrayContent(bodies[i % bodies.Count]) { Headers = { ContentType = new("application/json") } };
            using var response = await served.Client.PostAsync("/predict", content, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK || answer != expected[i % expected.Count])
                Interlocked.Increment(ref wrong);
        });

        Assert.AreEqual(0, wrong);
        Assert.IsGreaterThan(1, expected.Select(answer => answer[..20]).Distinct().Count(), "the model tells flats apart");
    }

    [TestMethod]
    public async Task PredictBatch_TheTable_HasTheScoresOfTransform()
    {
        await using var served = await ServedFlats.StartAsync();
        using var response = await served.PostAsync("/predict/batch", $"[{string.Join(",", served.Records)}]");
        using var answers = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual(served.Scores.Count, answers.RootElement.GetArrayLength());
        foreach (var (answer, scores) in answers.RootElement.EnumerateArray().Zip(served.Scores))
        {
            CollectionAssert.AreEqual(
                scores.OrderDescending().ToArray(),
                answer.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("score").GetSingle()).ToArray());
            Assert.AreEqual(answer.GetProperty("scores")[0].GetProperty("label").GetString(), answer.GetProperty("label").GetString());
        }
    }

    [TestMethod]
    public async Task PredictBatch_CallerWhoGoes_IsNotAnsweredToTheEnd()
    {
        await using var served = await ServedFlats.StartAsync(
            options: ["--MaximumBodyBytes", "100000000", "--MaximumBatchRecords", "1000000"]);
        var body = Encoding.UTF8.GetBytes($"[{string.Join(",", Enumerable.Repeat(served.Records[0], 200_000))}]");
        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync(IPAddress.Loopback, served.Address.Port);
            caller.LingerState = new LingerOption(enable: true, seconds: 0); // closing resets the connection
            var stream = caller.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {body.Length}\r\n\r\n"));
            await stream.WriteAsync(body);
            await Task.Delay(100);
        }

        var said = "";
        for (var i = 0; i < 200 && said.Length == 0; i++)
        {
            await Task.Delay(50);
            said = served.Log.Lines.FirstOrDefault(line => line.StartsWith("A batch was cancelled by its caller after ")) ?? "";
        }

        Assert.AreNotEqual("", said, string.Join("\n", served.Log.Lines));
        Assert.IsLessThan(200_000, int.Parse(said.Split(' ')[^2]));
        using var response = await served.PostAsync("/predict", served.Records[0]);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [TestMethod]
    public async Task Predict_CategoryThatTrainingDidNotHave_IsTold()
    {
        await using var served = await ServedFlats.StartAsync();
        using var response = await served.PostAsync("/predict", """{"size":80,"floor":"2","town":"Ulm","garden":"no"}""");

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        StringAssert.EndsWith(await response.Content.ReadAsStringAsync(), ",\"unknown\":[\"town\"]}");
    }

    [TestMethod]
    public async Task Health_AndDocument_TellOfTheModel()
    {
        await using var served = await ServedFlats.StartAsync();

        Assert.AreEqual("""{"status":"ready","model":"model.zip"}""", await served.Client.GetStringAsync("/health"));
        using var document = JsonDocument.Parse(await served.Client.GetStringAsync("/openapi/v1.json"));
        var record = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Record");
        CollectionAssert.AreEqual(
            new[] { "size", "floor", "town", "garden" },
            record.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToArray());
        Assert.AreEqual(
            "A category ('Graz', 'Linz', 'Wien'), or null where it is missing.",
            record.GetProperty("properties").GetProperty("town").GetProperty("description").GetString());
        Assert.IsFalse(record.GetProperty("additionalProperties").GetBoolean());
        var paths = document.RootElement.GetProperty("paths");
        Assert.AreEqual("#/components/schemas/Record", SchemaOf("/predict").GetProperty("$ref").GetString());
        Assert.AreEqual("#/components/schemas/Record", SchemaOf("/predict/batch").GetProperty("items").GetProperty("$ref").GetString());
        Assert.IsTrue(paths.GetProperty("/health").GetProperty("get").GetProperty("responses").TryGetProperty("200", out _));

        JsonElement SchemaOf(string path) => paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema");
    }

    [TestMethod]
    public void Create_WrongOptions_NamesThem()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(
            "MaximumBodyBytes is 0; at least 1 was expected.",
            Assert.ThrowsExactly<ArgumentException>(() => PredictionService.Create(["--MaximumBodyBytes", "0"])).Message);
        Assert.ThrowsExactly<FileNotFoundException>(() => PredictionService.Create(["--Model", folder["none.zip"]]));
        var damaged = folder.Write("damaged.zip", "PK no archive");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => PredictionService.Create(["--Model", damaged])).Message, damaged);
    }
}
