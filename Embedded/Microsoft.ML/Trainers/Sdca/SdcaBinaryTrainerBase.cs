using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Sdca;

namespace Microsoft.ML.Trainers;

/// <summary>The base of trainers of binary classifiers by stochastic dual coordinate ascent. Label: Boolean.</summary>
public abstract class SdcaBinaryTrainerBase<TModelParameters> : SdcaTrainerBase<
    SdcaBinaryTrainerBase<TModelParameters>.BinaryOptionsBase, BinaryPredictionTransformer<TModelParameters>, TModelParameters>
    where TModelParameters : class
{
    private readonly ISupportSdcaClassificationLoss _loss;
    private readonly bool _calibrated;

    private protected SdcaBinaryTrainerBase(IHostEnvironment env, BinaryOptionsBase options, ISupportSdcaClassificationLoss loss, bool calibrated)
        : base(env, options, RoleColumns.BooleanLabel(options.LabelColumnName))
    {
        _loss = loss;
        _calibrated = calibrated;
    }

    private protected override DualCoordinateAscent CreateAscent(ExampleSet examples, DataViewType labelType, SdcaSettings settings) =>
        new ScalarAscent(examples, settings, _loss, SdcaTrainerOptions.PositiveInstanceWeight);

    private protected override BinaryPredictionTransformer<TModelParameters> CreateTransformer(TModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Binary(_calibrated);

    /// <summary>The options of the trainers.</summary>
    public class BinaryOptionsBase : OptionsBase
    {
        /// <summary>A factor on the weights of the positive examples.</summary>
        public float PositiveInstanceWeight = 1;

        internal override void Validate()
        {
            base.Validate();
            Check.Param(PositiveInstanceWeight > 0, nameof(PositiveInstanceWeight), $"Weight for positive instances must be positive, not {PositiveInstanceWeight}.");
        }
    }
}
