using System.Diagnostics;
using System.Net.Http.Headers;

namespace MlPipelines.Benchmarks.Workloads.Serving;

/// <summary>Clients that ask a server one record after another, each on a connection of its own, in the process of the server.</summary>
internal static class Clients
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    /// <summary>Asks until the time is over, first for a warm-up that does not count.</summary>
    /// <param name="address">The server's.</param>
    /// <param name="records">Bodies, asked in turn.</param>
    /// <param name="clients">How many ask at once.</param>
    /// <returns>Microseconds of all requests, sorted, and requests per second.</returns>
    public static async Task<(double[] Microseconds, double PerSecond)> AskAsync(
        string address, IReadOnlyList<byte[]> records, int clients)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await AskFor(WarmUp);
        var start = Stopwatch.GetTimestamp();
        var times = await AskFor(Duration);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] sorted = [.. times.SelectMany(time => time).Order()];
        return (sorted, sorted.Length / seconds);

        Task<List<double>[]> AskFor(TimeSpan time) =>
            Task.WhenAll(Enumerable.Range(0, clients).Select(number => Task.Run(() => Ask(client, records, number, time))));
    }

    private static async Task<List<double>> Ask(HttpClient client, IReadOnlyList<byte[]> records, int number, TimeSpan time)
    {
        var times = new List<double>();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var i = 17 * number; Stopwatch.GetTimestamp() < end; i++)
        {
            using var content = new ByteArrayContent(records[i % records.Count])
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
            var start = Stopwatch.GetTimestamp();
            using var response = await client.PostAsync("/predict", content);
            var answer = await response.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            if (!response.IsSuccessStatusCode || answer.Length == 0)
                throw new InvalidOperationException($"The server answered {response.StatusCode}.");
        }

        return times;
    }
}
