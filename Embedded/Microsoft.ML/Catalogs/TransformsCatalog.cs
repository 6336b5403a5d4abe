using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Transforms; extension methods give its members.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(IHostEnvironment env)
    {
        Environment = Check.NotNull(env);
        Categorical = new CategoricalTransforms(this);
        Conversion = new ConversionTransforms(this);
        Text = new TextTransforms(this);
        FeatureSelection = new FeatureSelectionTransforms(this);
    }

    /// <summary>Transforms of categories.</summary>
    public CategoricalTransforms Categorical { get; }

    /// <summary>Transforms of types.</summary>
    public ConversionTransforms Conversion { get; }

    /// <summary>Transforms of text.</summary>
    public TextTransforms Text { get; }

    /// <summary>Selection of features.</summary>
    public FeatureSelectionTransforms FeatureSelection { get; }

    internal IHostEnvironment Environment { get; }

    /// <summary>Transforms of categories; extension methods give its members.</summary>
    public sealed class CategoricalTransforms
    {
        internal CategoricalTransforms(TransformsCatalog catalog)
        {
            Environment = catalog.Environment;
        }

        internal IHostEnvironment Environment { get; }
    }

    /// <summary>Transforms of types; extension methods give its members.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms(TransformsCatalog catalog)
        {
            Environment = catalog.Environment;
        }

        internal IHostEnvironment Environment { get; }
    }

    /// <summary>Transforms of text; extension methods give its members.</summary>
    public sealed class TextTransforms
    {
        internal TextTransforms(TransformsCatalog catalog)
        {
            Environment = catalog.Environment;
        }

        internal IHostEnvironment Environment { get; }
    }

    /// <summary>Selection of features; extension methods give its members.</summary>
    public sealed class FeatureSelectionTransforms
    {
        internal FeatureSelectionTransforms(TransformsCatalog catalog)
        {
            Environment = catalog.Environment;
        }

        internal IHostEnvironment Environment { get; }
    }
}
