using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>
/// A binary model bound to a schema: gives <c>Score</c> and <c>Probability</c> of its rows. ML.NET's scorer adds <c>PredictedLabel</c>.
/// </summary>
internal sealed class BoundBinaryModel : ISchemaBoundRowMapper
{
    private static readonly RoleMappedSchema.ColumnRole CategoryRole = new("Category");

    private readonly IBinaryModel _model;
    private readonly BoundColumns _columns;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or width than was trained on.</exception>
    public BoundBinaryModel(IBinaryModel model, RoleMappedSchema schema)
    {
        _model = model;
        InputRoleMappedSchema = schema;
        var features = schema.Feature?.Name
            ?? throw new ArgumentOutOfRangeException(nameof(schema), "The data has no column in the role of the features.");
        _columns = model.Bind(schema.Schema, features);
    }

    public RoleMappedSchema InputRoleMappedSchema { get; }

    public DataViewSchema InputSchema => InputRoleMappedSchema.Schema;

    public DataViewSchema OutputSchema { get; } = ScoreSchemaFactory.CreateBinaryClassificationSchema();

    public ISchemaBindableMapper Bindable => _model;

    public IEnumerable<KeyValuePair<RoleMappedSchema.ColumnRole, string>> GetInputColumnRoles() =>
    [
        RoleMappedSchema.ColumnRole.Feature.Bind(_columns.Features.Name),
        .. _columns.Categories.Select(column => CategoryRole.Bind(column.Name)),
    ];

    public IEnumerable<DataViewSchema.Column> GetDependenciesForNewColumns(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Any() ? [_columns.Features, .. _columns.Categories] : [];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoreRow(input, OutputSchema, [.. activeColumns.Select(column => column.Index)], _columns.CreateScore);

    /// <summary>The two columns of the row under the input.</summary>
    private sealed class ScoreRow(
        DataViewRow input, DataViewSchema schema, HashSet<int> active, Func<DataViewRow, Func<float>> createScore) : DataViewRow
    {
        private Func<float>? _score;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new InvalidOperationException($"The column '{column.Name}' was not asked for when the row was made.");
            var score = _score ??= createScore(input);
            ValueGetter<float> getter = column.Index == 0
                ? (ref float value) => value = score()
                : (ref float value) => value = IBinaryModel.Probability(score());
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"The column '{column.Name}' is of type {column.Type}, not of {typeof(TValue)}.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
