using MlPipelines.Data.Files;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Data.Images;

/// <summary>A picture that could not be used.</summary>
/// <param name="Name">Its path in the source.</param>
/// <param name="Reason">Why; a sentence.</param>
public sealed record SkippedImage(string Name, string Reason);

/// <summary>
/// Reads pictures of a source into rows of pixels: files one after the other on one thread, decoding on several. Each picture has its row
/// before the reading starts, so that neither threads nor the order in an archive change the result.
/// </summary>
internal sealed class ImageRows(ImageSource source, ImageOptions options, int threads)
{
    private const int BatchFiles = 512;
    private const long BatchBytes = 64L << 20;

    private readonly ImageDecoder[] _decoders = [.. Enumerable.Range(0, Pieces.Threads(threads)).Select(_ => new ImageDecoder())];

    /// <summary>Reads pictures.</summary>
    /// <param name="rows">For the path of each wanted picture the row that it goes to.</param>
    /// <param name="pixels">The rows, [rows, 3, size, size]; the row of a picture that cannot be used keeps what it has.</param>
    /// <param name="skipBad">Whether a picture that cannot be used is left out; else it is an error.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The pictures that could not be used, in the order of their rows.</returns>
    /// <exception cref="DataFileException">A picture cannot be used, a wanted one is gone, or the source is damaged.</exception>
    public IReadOnlyList<SkippedImage> Read(
        IReadOnlyDictionary<string, int> rows, byte[] pixels, bool skipBad, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        var batch = new List<Piece>();
        var bad = new SortedDictionary<int, SkippedImage>();
        long bytes = 0, found = 0;
        foreach (var entry in source.Walk())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsFolder || !rows.TryGetValue(entry.Name, out var row))
                continue;
            var piece = Piece.Read(entry, row);
            batch.Add(piece);
            bytes += piece.Content.Length;
            if (batch.Count == BatchFiles || bytes > BatchBytes)
                Decode();
            if (found + batch.Count == rows.Count)
                break;
        }

        Decode();
        if (found < rows.Count)
            throw new DataFileException($"{source.Path}: it changed while it was read. Load it again.") { File = source.Path };
        return [.. bad.Values];

        void Decode()
        {
            Pieces.ForEachWorker(batch.Count, _decoders, (i, decoder) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                batch[i].Decode(decoder, options, pixels);
            });
            foreach (var piece in batch.Where(piece => piece.Failure is not null))
            {
                if (!skipBad)
                    throw new DataFileException($"{source.Label(piece.Name)}: {piece.Failure}") { File = source.Path };
                bad.Add(piece.Row, new SkippedImage(piece.Name, piece.Failure!));
            }

            found += batch.Count;
            batch.Clear();
            bytes = 0;
            progress?.Report(new DataProgress($"reading pictures of {Path.GetFileName(source.Path)}", found, rows.Count, "rows"));
        }
    }

    private sealed class Piece
    {
        public required string Name { get; init; }

        public required int Row { get; init; }

        public byte[] Content { get; private set; } = [];

        /// <summary>Why it cannot be used, or null.</summary>
        public string? Failure { get; private set; }

        public static Piece Read(SourceEntry entry, int row)
        {
            var piece = new Piece { Name = entry.Name, Row = row };
            try
            {
                piece.Content = entry.Read();
            }
            catch (InvalidDataException e)
            {
                piece.Failure = e.Message;
            }

            return piece;
        }

        public void Decode(ImageDecoder decoder, ImageOptions options, byte[] pixels)
        {
            if (Failure is not null)
                return;
            try
            {
                decoder.Decode(Content, options, pixels.AsSpan(Row * options.Length, options.Length));
            }
            catch (InvalidDataException e)
            {
                Failure = e.Message;
            }

            Content = [];
        }
    }
}
