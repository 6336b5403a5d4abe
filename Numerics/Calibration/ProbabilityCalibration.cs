using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Calibration;

/// <summary>
/// Changes class probabilities so that they fit what was seen on rows that were not trained on. Fitted calibrations are immutable and safe
/// to use from several threads at once.
/// </summary>
public abstract class ProbabilityCalibration
{
    /// <summary>
    /// The least probability that a logarithm is taken of, for the loss and for temperatures: one row whose class was thought impossible
    /// does not decide all. Probabilities of type <see cref="float"/> are hardly finer near 1.
    /// </summary>
    public const double Floor = 1e-7;

    private protected ProbabilityCalibration()
    {
    }

    /// <summary>Number of classes that it was fitted on.</summary>
    public abstract int Classes { get; }

    /// <summary>Changes one row of probabilities in place; they sum to 1 afterwards.</summary>
    /// <param name="probabilities">[classes], each from 0 to 1.</param>
    /// <exception cref="ArgumentException">The length is not the number of classes.</exception>
    public void Apply(Span<float> probabilities)
    {
        if (probabilities.Length != Classes)
        {
            throw new ArgumentException(
                $"{Classes} probabilities were expected, one for each class, got {probabilities.Length}.", nameof(probabilities));
        }

        Change(probabilities);
    }

    /// <summary>The same as ONNX operators.</summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="probabilities">[batch, classes] of float.</param>
    /// <returns>[batch, classes] of float.</returns>
    public abstract OnnxValue ToOnnx(OnnxGraph graph, OnnxValue probabilities);

    private protected abstract void Change(Span<float> probabilities);
}
