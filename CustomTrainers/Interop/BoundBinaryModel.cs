using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>A binary model bound to a schema: gives <c>Score</c> and <c>Probability</c> of its rows. ML.NET's scorer adds <c>PredictedLabel</c>.</summary>
internal sealed class BoundBinaryModel : ISchemaBoundRowMapper
{
    private static readonly RoleMappedSchema.ColumnRole CategoryRole = new("Category");

    private readonly IBinaryModel _model;
    private readonly DataViewSchema.Column _features;
    private readonly IReadOnlyList<DataViewSchema.Column> _categories;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or width than was trained on.</exception>
    public BoundBinaryModel(IBinaryModel model, RoleMappedSchema schema)
    {
        _model = model;
        InputRoleMappedSchema = schema;
        _categories = model.FindCategories(schema.Schema);
        var name = schema.Feature?.Name ?? throw new ArgumentOutOfRangeException(nameof(schema), "The data has no column in the role of the features.");
        _features = FeatureColumn.Find(schema.Schema, name, model.Scoring.FeatureCount - _categories.Count);
    }

    public RoleMappedSchema InputRoleMappedSchema { get; }

    public DataViewSchema InputSchema => InputRoleMappedSchema.Schema;

    public DataViewSchema OutputSchema { get; } = ScoreSchemaFactory.CreateBinaryClassificationSchema();

    public ISchemaBindableMapper Bindable => _model;

    public IEnumerable<KeyValuePair<RoleMappedSchema.ColumnRole, string>> GetInputColumnRoles()
        => [RoleMappedSchema.ColumnRole.Feature.Bind(_features.Name), .. _categories.Select(column => CategoryRole.Bind(column.Name))];

    public IEnumerable<DataViewSchema.Column> GetDependenciesForNewColumns(IEnumerable<DataViewSchema.Column> dependingColumns)
        => dependingColumns.Any() ? [_features, .. _categories] : [];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new ScoreRow(input, OutputSchema, [.. activeColumns.Select(column => column.Index)], row => new RowScorer(row, _features, _categories, _model.Scoring));

    /// <summary>The two columns of the row under the input.</summary>
    private sealed class ScoreRow(DataViewRow input, DataViewSchema schema, HashSet<int> active, Func<DataViewRow, RowScorer> createScorer) : DataViewRow
    {
        private RowScorer? _scorer;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new InvalidOperationException($"The column '{column.Name}' was not asked for when the row was made.");
            _scorer ??= createScorer(input);
            Delegate getter = column.Index == 0 ? RowScorer.FirstScore(_scorer) : PredictionColumns.ProbabilityGetter(_scorer);
            return getter as ValueGetter<TValue> ?? throw new InvalidOperationException($"The column '{column.Name}' is of type {column.Type}, not of {typeof(TValue)}.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
