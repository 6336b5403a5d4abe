using Microsoft.ML;
using MlPipelines.Conformance.Model;
using MlPipelines.Conformance.Outputs;
using MlPipelines.Conformance.Rows;

namespace MlPipelines.Conformance.Checks;

/// <summary>A model after its training.</summary>
/// <param name="Context">The context that it was trained with.</param>
/// <param name="Estimator">The estimator that was fitted.</param>
/// <param name="Model">The model.</param>
internal sealed record Fitted(MLContext Context, IEstimator<ITransformer> Estimator, ITransformer Model)
{
    /// <summary>What the model adds to rows.</summary>
    public Predictions Predict(RowSet rows)
    {
        var view = rows.View();
        return Predictions.Read(Model.Transform(view), view.Schema);
    }
}

/// <summary>The trainer, the rows that most checks give it, and what it makes of them.</summary>
internal sealed class TrainerUnderTest
{
    private readonly Func<MLContext, TrainerColumns, IEstimator<ITransformer>> _create;
    private readonly CancellationToken _cancellation;
    private readonly GoodModel _good = new();

    public TrainerUnderTest(
        Func<MLContext, TrainerColumns, IEstimator<ITransformer>> create, ConformanceTask task, ConformanceOptions options,
        CancellationToken cancellation = default)
    {
        (_create, Task, Options, _cancellation) = (create, task, options, cancellation);
        Rows = GeneratedRows.Create(task, options, options.Rows, options.Features, options.Seed);
        Others = GeneratedRows.Create(task, options, options.RowsToPredict, options.Features, options.Seed + 1);
    }

    private TrainerUnderTest(TrainerUnderTest other, CancellationToken cancellation)
    {
        (_create, Task, Options, _cancellation) = (other._create, other.Task, other.Options, cancellation);
        (Rows, Others, _good) = (other.Rows, other.Others, other._good);
    }

    public ConformanceTask Task { get; }

    public ConformanceOptions Options { get; }

    /// <summary>Good rows to train on.</summary>
    public RowSet Rows { get; }

    /// <summary>Good rows to predict.</summary>
    public RowSet Others { get; }

    /// <summary>The model that was trained on <see cref="Rows"/> by the check <c>fit</c>, which comes first.</summary>
    public Fitted GoodFit => _good.Fitted ?? throw new InvalidOperationException("The check 'fit' has not passed.");

    /// <summary>What it predicts for <see cref="Others"/>.</summary>
    public Predictions GoodPredictions => _good.Predictions ?? throw new InvalidOperationException("The check 'fit' has not passed.");

    /// <summary>Keeps the model that was trained on <see cref="Rows"/>.</summary>
    public void Keep(Fitted fitted, Predictions predictions) => (_good.Fitted, _good.Predictions) = (fitted, predictions);

    /// <summary>The same trainer, whose trainings a token stops.</summary>
    public TrainerUnderTest With(CancellationToken cancellation) => new(this, cancellation);

    /// <summary>More rows of the same kind.</summary>
    public RowSet Generate(int rows, int width, int seed = 7, bool sparse = false) =>
        GeneratedRows.Create(Task, Options, rows, width, Options.Seed + seed, sparse);

    /// <summary>An estimator for the columns of rows, in a context of its own.</summary>
    public (MLContext Context, IEstimator<ITransformer> Estimator) Create(RowSet rows)
    {
        var ml = new MLContext(Options.Seed);
        return (ml, _create(ml, rows.Columns(_cancellation)));
    }

    /// <summary>Trains on rows.</summary>
    public Fitted Fit(RowSet rows)
    {
        var (ml, estimator) = Create(rows);
        return new Fitted(ml, estimator, estimator.Fit(rows.View()));
    }

    /// <summary>Trains on rows and predicts <see cref="Others"/>.</summary>
    public Predictions FitAndPredict(RowSet rows) => Fit(rows).Predict(Others);

    /// <summary>
    /// Trains on rows that a trainer may refuse: good where it predicts as normal, or where the error is clear.
    /// </summary>
    /// <param name="rows">The rows to train on.</param>
    /// <param name="words">What a clear error names, one of them.</param>
    /// <param name="others">The rows to predict; null for the usual ones.</param>
    public CheckResult WorksOrRefuses(RowSet rows, IReadOnlyList<string> words, RowSet? others = null) =>
        WorksOrRefuses(() => Fit(rows).Predict(others ?? Others), (others ?? Others).Count, words);

    /// <summary>The same of anything that predicts.</summary>
    public static CheckResult WorksOrRefuses(Func<Predictions> predict, int count, IReadOnlyList<string> words)
    {
        Predictions predictions;
        try
        {
            predictions = predict();
        }
        catch (Exception error)
        {
            return Refusal(error, words);
        }

        return CheckResult.Of(NormalOutputs.WhyNot(predictions, count));
    }

    /// <summary>Does what has to be refused.</summary>
    /// <param name="act">What.</param>
    /// <param name="words">What a clear error names, one of them.</param>
    /// <param name="otherwise">What is said where nothing was refused.</param>
    public static CheckResult Refuses(Action act, IReadOnlyList<string> words, string otherwise)
    {
        try
        {
            act();
        }
        catch (Exception error)
        {
            return Refusal(error, words);
        }

        return CheckResult.Failed(otherwise);
    }

    /// <summary>What the check <c>fit</c> found, for all copies of a trainer.</summary>
    private sealed class GoodModel
    {
        public Fitted? Fitted { get; set; }

        public Predictions? Predictions { get; set; }
    }

    private static CheckResult Refusal(Exception error, IReadOnlyList<string> words) =>
        ClearErrors.WhyNot(error, words) is { } reason
            ? CheckResult.Failed(CheckResult.Sentence(reason))
            : CheckResult.Refused(ClearErrors.Naming(error, words) ?? error.Message);
}
