using System.Numerics;
using System.Text.Json.Serialization;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// What a layer is, before it is built: an immutable value without weights. A network's definition is a list of them. A layer of another
/// library derives from this and from <see cref="Layer{T}"/>; <see cref="LayerDefinitions.Add{TDefinition}"/> lets networks that hold it be
/// saved and loaded. The layers of this library stand above the type, so that files know them.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AvgPool2d), nameof(AvgPool2d))]
[JsonDerivedType(typeof(BatchNorm), nameof(BatchNorm))]
[JsonDerivedType(typeof(Branches), nameof(Branches))]
[JsonDerivedType(typeof(CategoryEmbedding), nameof(CategoryEmbedding))]
[JsonDerivedType(typeof(Conv2d), nameof(Conv2d))]
[JsonDerivedType(typeof(Dense), nameof(Dense))]
[JsonDerivedType(typeof(Dropout), nameof(Dropout))]
[JsonDerivedType(typeof(FeatureScale), nameof(FeatureScale))]
[JsonDerivedType(typeof(Flatten), nameof(Flatten))]
[JsonDerivedType(typeof(GELU), nameof(GELU))]
[JsonDerivedType(typeof(GlobalAvgPool), nameof(GlobalAvgPool))]
[JsonDerivedType(typeof(LeakyReLU), nameof(LeakyReLU))]
[JsonDerivedType(typeof(MaxPool2d), nameof(MaxPool2d))]
[JsonDerivedType(typeof(MemberAverage), nameof(MemberAverage))]
[JsonDerivedType(typeof(MemberDense), nameof(MemberDense))]
[JsonDerivedType(typeof(MemberHead), nameof(MemberHead))]
[JsonDerivedType(typeof(Mish), nameof(Mish))]
[JsonDerivedType(typeof(NtkDense), nameof(NtkDense))]
[JsonDerivedType(typeof(ParametricActivation), nameof(ParametricActivation))]
[JsonDerivedType(typeof(PeriodicEmbedding), nameof(PeriodicEmbedding))]
[JsonDerivedType(typeof(PiecewiseLinearEmbedding), nameof(PiecewiseLinearEmbedding))]
[JsonDerivedType(typeof(PixelScaling), nameof(PixelScaling))]
[JsonDerivedType(typeof(ReLU), nameof(ReLU))]
[JsonDerivedType(typeof(Residual), nameof(Residual))]
[JsonDerivedType(typeof(ResizeImage), nameof(ResizeImage))]
[JsonDerivedType(typeof(RobustScaling), nameof(RobustScaling))]
[JsonDerivedType(typeof(SELU), nameof(SELU))]
[JsonDerivedType(typeof(SiLU), nameof(SiLU))]
[JsonDerivedType(typeof(Sigmoid), nameof(Sigmoid))]
[JsonDerivedType(typeof(SineFeatures), nameof(SineFeatures))]
[JsonDerivedType(typeof(SoftmaxHead), nameof(SoftmaxHead))]
[JsonDerivedType(typeof(Tanh), nameof(Tanh))]
public abstract record LayerDefinition
{
    /// <summary>
    /// What its parameters are named after: <c>conv1</c> gives <c>conv1.weight</c>; inside a composite layer the composite's own name comes
    /// first. Null for the position: <c>layers.0</c>. Default null.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The shape of one output sample for one input sample of the given shape.</summary>
    /// <exception cref="ArgumentException">The input shape does not fit the layer.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>Whether a ReLU right behind the layer is computed with it.</summary>
    public virtual bool TakesRectifier() => false;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Trained numbers of the layer for inputs of the given shape.</summary>
    public virtual long CountParameters(Shape input) => 0;

    /// <summary>Multiply-adds for one sample, forward.</summary>
    public virtual long CountMultiplyAdds(Shape input) => 0;

    /// <summary>
    /// The order of channels that the layer needs of an input [channels, height, width], and leaves in such an output; null when it works
    /// element by element in any.
    /// </summary>
    public virtual ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsFirst;

    /// <summary>The layer's lines in a summary: its own, then those of layers inside it.</summary>
    public virtual IEnumerable<LayerSummary> Summarize(Shape input, string path, int depth) =>
        [new(path, GetType().Name, OutputShape(input), CountParameters(input), CountMultiplyAdds(input)) { Depth = depth }];

    /// <summary>Builds the layer for inputs of the given shape and reserves its parameters.</summary>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="layout">Where parameters are reserved.</param>
    /// <param name="path">What their names begin with.</param>
    /// <param name="rectify">Whether the layer ends with max(·, 0); only when it <see cref="TakesRectifier"/>.</param>
    public abstract Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// The layer's prediction as ONNX operators. A layer of another library overrides this to let networks that hold it be converted.
    /// </summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="x">[batch, …] with the dimensions of the input's shape, channels before pixels.</param>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="numbers">The layer's trained numbers.</param>
    /// <returns>[batch, …] with the dimensions of <see cref="OutputShape"/>.</returns>
    /// <exception cref="NotSupportedException">The layer has no such form; the message names it.</exception>
    public virtual OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        throw new NotSupportedException(
            $"The layer '{numbers.Path}' ({GetType().Name}) has no ONNX form. Override {nameof(LayerDefinition)}.{nameof(ToOnnx)} in "
            + $"{GetType().Name}, or leave the layer out.");
    }
}

/// <summary>One line of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">Its place, as in parameter names: <c>layers.0</c>.</param>
/// <param name="Layer">Its kind.</param>
/// <param name="Output">Shape of one output sample.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiplications with an addition for one sample, forward; element-by-element work is not counted.</param>
public sealed record LayerSummary(string Name, string Layer, Shape Output, long Parameters, long MultiplyAdds)
{
    /// <summary>How many composite layers it lies in; the line of a composite layer counts nothing itself.</summary>
    public int Depth { get; init; }
}
