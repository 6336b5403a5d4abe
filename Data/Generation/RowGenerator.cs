using MlPipelines.Numerics.Threading;

namespace MlPipelines.Data.Generation;

/// <summary>Draws one row: fills its features and gives its label.</summary>
/// <typeparam name="TLabel">int for a class, float for a target.</typeparam>
internal delegate TLabel RowSampler<TLabel>(ref RandomStream random, Span<float> features);

/// <summary>Generates rows in parallel, each from its own stream, so that neither threads nor the number of rows change a row.</summary>
internal static class RowGenerator
{
    private const int RowsPerTask = 512;

    /// <summary>Generates <paramref name="rows"/> rows of <paramref name="columns"/> features.</summary>
    public static (float[] Features, TLabel[] Labels) Generate<TLabel>(
        int seed, StreamPurpose split, int rows, int columns, RowSampler<TLabel> sampler, CancellationToken cancellationToken)
    {
        var features = new float[checked(rows * columns)];
        var labels = new TLabel[rows];
        ForEachRow(rows, Draw, cancellationToken);
        return (features, labels);

        void Draw(int row)
        {
            var random = new RandomStream(seed, split, row);
            labels[row] = sampler(ref random, features.AsSpan(row * columns, columns));
        }
    }

    /// <summary>Calls <paramref name="draw"/> once for every row, from several threads.</summary>
    public static void ForEachRow(int rows, Action<int> draw, CancellationToken cancellationToken)
    {
        var tasks = (int)(((long)rows + RowsPerTask - 1) / RowsPerTask);
        cancellationToken.ThrowIfCancellationRequested();
        Pieces.For(tasks, Pieces.Threads(0), task =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = (int)Math.Min(rows, (task + 1L) * RowsPerTask);
            for (var row = task * RowsPerTask; row < end; row++)
                draw(row);
        });
    }
}
