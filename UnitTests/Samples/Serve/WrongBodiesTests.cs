using System.Text;
using System.Text.Json;

namespace MlPipelines.UnitTests.Samples.Serve;

/// <summary>What the sample answers to bodies that it cannot read: which field is wrong, and what was expected.</summary>
[TestClass]
public sealed class WrongBodiesTests
{
    private const string Example = """a JSON object such as {"size":…,"floor":…,"town":…,"garden":…}""";

    private static ServedFlats _served = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) =>
        _served = await ServedFlats.StartAsync(options: ["--MaximumBodyBytes", "2000", "--MaximumBatchRecords", "25"]);

    [ClassCleanup]
    public static async Task Stop() => await _served.DisposeAsync();

    [TestMethod]
    [DataRow("", 400, "The body is empty, or no JSON. Expected: " + Example + ".")]
    [DataRow("hello", 400, "The body is empty, or no JSON. Expected: " + Example + ".")]
    [DataRow("""{"size":80,"flo""", 400, "The body is no JSON: Expected end of string, but instead reached end of data (line 1, byte 16).")]
    [DataRow("""{"size":NaN,"floor":1,"town":"Graz","garden":true}""", 400, " (line 1, byte 9). Expected: " + Example + ".")]
    [DataRow("""{"size":1,"size":2,"floor":1,"town":"Graz","garden":true}""", 400, "Duplicate property 'size'")]
    [DataRow("""[[[[[[[[[[1]]]]]]]]]]""", 400, "The maximum configured depth of 8 has been exceeded.")]
    [DataRow("[]", 400, "A record was expected: " + Example + "; found a list.")]
    [DataRow("null", 400, "A record was expected: " + Example + "; found null.")]
    [DataRow("17", 400, "A record was expected: " + Example + "; found 17.")]
    public async Task Predict_NoRecord_SaysWhatWasExpected(string body, int status, string detail) =>
        StringAssert.Contains((await Problem("/predict", body, status)).GetProperty("detail").GetString(), detail);

    [TestMethod]
    [DataRow("""{"size":80,"town":"Graz","garden":true}""", "floor",
        "The record has no 'floor'. Give a number, or null where it is missing.")]
    [DataRow("""{"size":80,"floor":1,"town":"Graz","garden":true,"rooms":2}""", "rooms",
        "The model has no field 'rooms'; its fields are 'size', 'floor', 'town', 'garden'.")]
    [DataRow("""{"size":"big","floor":1,"town":"Graz","garden":true}""", "size",
        "The record's 'size' is 'big', where a number was expected.")]
    [DataRow("""{"size":1e99,"floor":1,"town":"Graz","garden":true}""", "size",
        "The record's 'size' is '1e99', where a number was expected.")]
    [DataRow("""{"size":80,"floor":[1],"town":"Graz","garden":true}""", "floor",
        "The record's 'floor' is [1], where a number or text was expected.")]
    [DataRow("""{"size":80,"floor":1,"town":"Graz","garden":"perhaps"}""", "garden",
        "The record's 'garden' is 'perhaps', where true or false was expected.")]
    [DataRow("""{"size":80,"floor":1,"town":"\ud800","garden":true}""", "",
        "The record has a text that is not valid Unicode. Send it in UTF-8.")]
    public async Task Predict_WrongField_IsNamed(string body, string field, string message)
    {
        var errors = (await Problem("/predict", body, 400)).GetProperty("errors");
        Assert.AreEqual(1, errors.EnumerateObject().Count());
        Assert.AreEqual(message, errors.GetProperty(field)[0].GetString());
    }

    [TestMethod]
    [DataRow("\"NaN\"")]
    [DataRow("null")]
    public async Task Predict_MissingNumber_IsNoPredictionOfANetwork(string size)
    {
        var problem = await Problem("/predict", $$"""{"size":{{size}},"floor":1,"town":"Graz","garden":true}""", 400);
        StringAssert.Contains(problem.GetProperty("errors").GetProperty("")[0].GetString(), "NaN");
    }

    [TestMethod]
    public async Task Predict_AllFieldsMissing_AreNamedAtOnce() => Assert.AreEqual(
        4, (await Problem("/predict", "{}", 400)).GetProperty("errors").EnumerateObject().Count());

    [TestMethod]
    public async Task PredictBatch_Nothing_IsRefused() => Assert.AreEqual(
        "The list has no records; at least one was expected.",
        (await Problem("/predict/batch", "[]", 400)).GetProperty("detail").GetString());

    [TestMethod]
    public async Task PredictBatch_NoList_IsRefused() => StringAssert.StartsWith(
        (await Problem("/predict/batch", "{}", 400)).GetProperty("detail").GetString(), "A list of records was expected, each ");

    [TestMethod]
    public async Task PredictBatch_OneBadRecord_IsNamedByItsPlaceAndNoneIsAnswered()
    {
        var problem = await Problem(
            "/predict/batch",
            $$"""[{{_served.Records[0]}},{"size":"big","floor":1,"town":"Graz","garden":true},{{_served.Records[1]}}]""",
            400);
        Assert.AreEqual(
            "1 of 3 records cannot be read, so none is answered. 'errors' has the place of each, counted from 0.",
            problem.GetProperty("detail").GetString());
        Assert.AreEqual(
            "The record's 'size' is 'big', where a number was expected.",
            problem.GetProperty("errors").GetProperty("[1].size")[0].GetString());
    }

    [TestMethod]
    public async Task PredictBatch_ManyBadRecords_AreNamedUpToTwenty()
    {
        var problem = await Problem("/predict/batch", $"[{string.Join(",", Enumerable.Repeat("7", 24))}]", 400);
        StringAssert.StartsWith(problem.GetProperty("detail").GetString(), "At least 20 of 24 records cannot be read");
        Assert.AreEqual(20, problem.GetProperty("errors").EnumerateObject().Count());
    }

    [TestMethod]
    public async Task PredictBatch_MoreRecordsThanTheLimit_IsRefused() => Assert.AreEqual(
        "The list has 26 records; the service takes 25 at once. Send them in parts.",
        (await Problem("/predict/batch", $"[{string.Join(",", Enumerable.Repeat("7", 26))}]", 413)).GetProperty("detail").GetString());

    [TestMethod]
    public async Task Predict_LargerThanTheLimit_IsRefused() => StringAssert.StartsWith(
        (await Problem("/predict", $"[{new string(' ', 3000)}]", 413)).GetProperty("detail").GetString(),
        "The body is larger than the service takes.");

    [TestMethod]
    public async Task Predict_LargerThanTheLimitInPieces_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict")
        {
            Content = new StringContent(new string(' ', 3000), Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true },
        };
        using var response = await _served.Client.SendAsync(request);
        Assert.AreEqual(413, (int)response.StatusCode);
    }

    [TestMethod]
    public async Task Predict_AnotherContentType_IsRefused() => Assert.AreEqual(
        "The content type is 'text/csv; charset=utf-8'; 'application/json' was expected.",
        (await Problem("/predict", "1,2", 415, "text/csv")).GetProperty("detail").GetString());

    [TestMethod]
    [DataRow("GET", "/predict", 405)]
    [DataRow("POST", "/nothing", 404)]
    public async Task OtherCalls_HaveAProblemDocument(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _served.Client.SendAsync(request);
        Assert.AreEqual(status, (int)response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [TestMethod]
    public async Task Predict_BytesThatAreNoText_AreRefused()
    {
        byte[] body = [.. "{\"si"u8, 0xFF, .. "ze\":1}"u8];
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await _served.Client.PostAsync("/predict", content);
        Assert.AreEqual(400, (int)response.StatusCode);
    }

    private static async Task<JsonElement> Problem(string path, string body, int status, string type = "application/json")
    {
        using var response = await _served.PostAsync(path, body, type);
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(status, (int)response.StatusCode, text);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.AreEqual(status, problem.GetProperty("status").GetInt32());
        return problem;
    }
}
