using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>The base of trainers with a feature column, a label column and perhaps a weight column.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    /// <summary>The feature column that the trainer requires.</summary>
    public readonly SchemaShape.Column FeatureColumn;

    /// <summary>The label column that the trainer requires.</summary>
    public readonly SchemaShape.Column LabelColumn;

    /// <summary>The weight column that the trainer requires; its name is null when there is none.</summary>
    public readonly SchemaShape.Column WeightColumn;

    private protected TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default)
    {
        Host = Check.NotNull(host);
        FeatureColumn = feature;
        LabelColumn = label;
        WeightColumn = weight;
    }

    /// <inheritdoc/>
    public abstract TrainerInfo Info { get; }

    private protected IHost Host { get; }

    /// <summary>Trains a model on the data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public TTransformer Fit(IDataView input) => Train(input, null);

    /// <summary>The input's columns and those that the trained model adds.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        CheckInput(Check.NotNull(inputSchema));
        return inputSchema.With(GetOutputColumns(inputSchema));
    }

    /// <summary>Trains, from an initial model where one is given.</summary>
    private protected TTransformer Train(IDataView input, TModel? initial)
    {
        Check.NotNull(input);
        CheckInput(SchemaShape.Create(input.Schema));
        return CreateTransformer(TrainModel(input, initial), input.Schema);
    }

    /// <summary>Trains, and looks at other rows than those of training to see how it goes.</summary>
    private protected TTransformer TrainWithValidation(IDataView input, IDataView validation)
    {
        CheckInput(SchemaShape.Create(Check.NotNull(input).Schema));
        CheckInput(SchemaShape.Create(Check.NotNull(validation).Schema));
        return CreateTransformer(TrainModel(input, validation, null), input.Schema);
    }

    private protected abstract TModel TrainModel(IDataView data, TModel? initial);

    private protected virtual TModel TrainModel(IDataView data, IDataView? validation, TModel? initial) => TrainModel(data, initial);

    private protected abstract TTransformer CreateTransformer(TModel model, DataViewSchema trainSchema);

    private protected abstract IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema);

    private void CheckInput(SchemaShape inputSchema)
    {
        CheckColumn(inputSchema, FeatureColumn, "feature");
        CheckColumn(inputSchema, WeightColumn, "weight");
        CheckColumn(inputSchema, LabelColumn, "label");
    }

    private static void CheckColumn(SchemaShape inputSchema, SchemaShape.Column required, string role)
    {
        if (!required.IsValid)
            return;
        if (!inputSchema.TryFindColumn(required.Name, out SchemaShape.Column found))
            throw Errors.MissingColumn(nameof(inputSchema), role, required.Name, inputSchema);
        if (!required.IsCompatibleWith(found))
            throw Errors.SchemaMismatch(nameof(inputSchema), role, required.Name, required.GetTypeString(), found.GetTypeString());
    }
}
