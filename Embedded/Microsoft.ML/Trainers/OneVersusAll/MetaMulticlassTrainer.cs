using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>The base of multiclass trainers made of binary ones.</summary>
public abstract class MetaMulticlassTrainer<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected MetaMulticlassTrainer(IHost host, SchemaShape.Column label, TrainerInfo info)
    {
        Host = host;
        LabelColumn = label;
        Info = info;
    }

    /// <summary>What the trainer wants of its training data.</summary>
    public TrainerInfo Info { get; }

    private protected IHost Host { get; }

    private protected SchemaShape.Column LabelColumn { get; }

    /// <summary>Trains a model on the data.</summary>
    public abstract TTransformer Fit(IDataView input);

    /// <summary>The input's columns and those that the trained model adds.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        if (!inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label))
            throw Errors.MissingColumn(nameof(inputSchema), "label", LabelColumn.Name, inputSchema);
        if (!LabelColumn.IsCompatibleWith(label))
            throw Errors.SchemaMismatch(nameof(inputSchema), "label", LabelColumn.Name, LabelColumn.GetTypeString(), label.GetTypeString());
        return inputSchema.With(TrainerOutput.Multiclass(label));
    }
}
