using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Predictions for picture files (JPEG, PNG, BMP, WebP and GIF), which are read as the pictures of training were: of the same size, cropped
/// or stretched. Safe for any number of threads at once.
/// </summary>
public sealed class ImagePredictor : IDisposable
{
    private readonly RecordPredictor _predictor;

    internal ImagePredictor(RecordPredictor predictor, ImageOptions options) => (_predictor, Options) = (predictor, options);

    /// <summary>How pictures are read.</summary>
    public ImageOptions Options { get; }

    /// <summary>Predicts for a picture file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFileException">The file is no picture, is damaged or is too large; the message names it.</exception>
    public RecordPrediction Predict(string path) => PredictPixels(ImageFile.Read(path, Options));

    /// <summary>Predicts for a picture in a stream, which is read to its end.</summary>
    /// <param name="stream">The content of a file.</param>
    /// <param name="name">How errors name it.</param>
    /// <exception cref="DataFileException">It is no picture, is damaged or is too large; the message names it.</exception>
    public RecordPrediction Predict(Stream stream, string name) => PredictPixels(ImageFile.Read(stream, name, Options));

    /// <summary>Predicts for pixels, which must be as those of <see cref="ImageFile"/>.</summary>
    /// <param name="planes">Red, green and blue plane, [3, size, size], row-major, from 0 to 255.</param>
    /// <exception cref="ArgumentException">They are not as many as the pipeline reads.</exception>
    public RecordPrediction PredictPixels(IReadOnlyCollection<byte> planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        var expected = 3 * Options.Size * Options.Size;
        if (planes.Count != expected)
        {
            throw new ArgumentException(
                $"Pixels of 3 planes of {Options.Size}x{Options.Size} were expected, {expected} numbers; found {planes.Count}.",
                nameof(planes));
        }

        return _predictor.Predict(new Dictionary<string, object?> { [Columns.Features] = planes.Select(value => (float)value).ToArray() });
    }

    /// <summary>Disposes what it predicts with; the pipeline stays.</summary>
    public void Dispose() => _predictor.Dispose();
}
