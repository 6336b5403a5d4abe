using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Sdca;

namespace Microsoft.ML.Trainers;

/// <summary>The base of trainers of multiclass classifiers by stochastic dual coordinate ascent. Label: a key of UInt32.</summary>
public abstract class SdcaMulticlassTrainerBase<TModel> : SdcaTrainerBase<
    SdcaMulticlassTrainerBase<TModel>.MulticlassOptions, MulticlassPredictionTransformer<TModel>, TModel>
    where TModel : class
{
    private readonly ISupportSdcaClassificationLoss _loss;

    private protected SdcaMulticlassTrainerBase(IHostEnvironment env, MulticlassOptions options, ISupportSdcaClassificationLoss loss)
        : base(env, options, RoleColumns.KeyLabel(options.LabelColumnName))
    {
        _loss = loss;
    }

    /// <exception cref="ArgumentOutOfRangeException">The label's key has one value alone.</exception>
    private protected override DualCoordinateAscent CreateAscent(ExampleSet examples, DataViewType labelType, SdcaSettings settings)
    {
        int classes = labelType.KeyCountAsInt();
        Check.Param(classes >= 2, "numClasses", $"Must be at least 2, not {classes}: the key of label column '{LabelColumn.Name}' has so many values.");
        return new MulticlassAscent(examples, classes, settings, _loss);
    }

    private protected override MulticlassPredictionTransformer<TModel> CreateTransformer(TModel model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type, trainSchema[LabelColumn.Name].Annotations);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema)
    {
        inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label);
        return TrainerOutput.Multiclass(label);
    }

    /// <summary>The options of the trainers.</summary>
    public class MulticlassOptions : OptionsBase
    {
    }
}
