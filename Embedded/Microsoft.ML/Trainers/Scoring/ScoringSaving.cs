using System.Reflection;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;

namespace Microsoft.ML.Saving;

/// <summary>What the prediction transformers have in common when they are saved and loaded.</summary>
internal static class ScoringSaving
{
    private const string Model = "Model";

    /// <summary>Writes the feature column and the model.</summary>
    public static void Save<TModel>(ModelSaveContext ctx, string signature, SingleFeaturePredictionTransformerBase<TModel> transformer)
        where TModel : class
    {
        ctx.LoaderSignature = signature;
        ctx.Writer.Write(transformer.FeatureColumnName);
        TypeSaving.Write(ctx.Writer, transformer.FeatureColumnType);
        SavePart(ctx, Model, transformer.Model);
    }

    /// <summary>Writes a part that may be saved or not.</summary>
    public static void SavePart(ModelSaveContext ctx, string name, object part) =>
        ctx.SaveComponent(name, part as ICanSaveModel
            ?? throw new NotSupportedException($"A model of type {part.GetType().Name} cannot be saved into a model file."));

    /// <summary>Reads what <see cref="Save{TModel}"/> wrote and makes the transformer, generic in the type of its model.</summary>
    /// <param name="ctx">The part of the model file.</param>
    /// <param name="transformer">The open generic type.</param>
    /// <param name="rest">The arguments after model, feature column and its type, read after them.</param>
    public static object Load(ModelLoadContext ctx, Type transformer, Func<object?[]> rest)
    {
        string feature = ctx.Reader.ReadString();
        DataViewType type = TypeSaving.Read(ctx.Reader);
        object model = ctx.LoadComponent<object>(Model);
        return Activator.CreateInstance(
            transformer.MakeGenericType(ModelType(model)), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions, null, [model, feature, type, .. rest()], null)!;
    }

    // A calibrated model goes by its public base, as after training.
    private static Type ModelType(object model) => model is CalibratedModelParametersBase ? model.GetType().BaseType! : model.GetType();
}
