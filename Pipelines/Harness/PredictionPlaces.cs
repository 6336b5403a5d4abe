using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>Places at which a trained learner is asked for its prediction: in the space of the features, or rows of the data set.</summary>
public abstract record PredictionPlaces
{
    /// <summary>Number of places; of rows of the data set the most.</summary>
    public abstract int Count { get; }

    /// <summary>Places in a line of a file of predictions.</summary>
    public abstract int Columns { get; }

    /// <summary>Whether so many predictions are those of all places.</summary>
    public virtual bool Has(int predictions) => predictions == Count;

    /// <summary>The places as rows of data.</summary>
    /// <param name="data">The data set that the learner was trained on.</param>
    /// <exception cref="ArgumentException">The places are none.</exception>
    /// <exception cref="InvalidOperationException">The data set does not have them, or their features.</exception>
    internal abstract MatrixDataView RowsOf(DataSet data);
}

/// <summary>The first rows of a data set's test rows: all of them where it has fewer.</summary>
/// <param name="Count">How many, at least 1.</param>
public sealed record TestRowPlaces(int Count) : PredictionPlaces
{
    /// <inheritdoc/>
    public override int Count { get; } = Count;

    /// <inheritdoc/>
    public override int Columns => Count;

    /// <inheritdoc/>
    public override bool Has(int predictions) => predictions >= 1 && predictions <= Count;

    internal override MatrixDataView RowsOf(DataSet data)
    {
        if (Count < 1)
            throw new ArgumentException($"Predictions of test rows need at least 1 row; found {this}.");
        return data.Test is { RowCount: > 0 } test
            ? test.Take(Math.Min(Count, test.RowCount))
            : throw new InvalidOperationException($"Predictions were asked for of {Count} test rows; {data.Name} has no test rows.");
    }
}

/// <summary>Places in the space of the features, whatever the data.</summary>
public abstract record FeaturePlaces : PredictionPlaces
{
    /// <summary>Features of a place.</summary>
    public abstract int Features { get; }

    /// <exception cref="ArgumentException">The places are none.</exception>
    internal abstract void Validate();

    /// <summary>The features of a place.</summary>
    /// <param name="place">Its number, from 0.</param>
    /// <param name="features">Gets them, [features].</param>
    internal abstract void Fill(int place, Span<float> features);

    /// <summary>The places with labels that mean nothing.</summary>
    internal override MatrixDataView RowsOf(DataSet data)
    {
        if (data.Train.FeatureCount != Features)
        {
            throw new InvalidOperationException(
                $"Predictions were asked for at places of {Features} features; {data.Name} has {data.Train.FeatureCount}.");
        }

        Validate();
        var values = new float[Features * Count];
        for (var i = 0; i < Count; i++)
            Fill(i, values.AsSpan(i * Features, Features));
        var features = new SingleMatrix(values, Features);
        return data.Task switch
        {
            LearningTask.Multiclass => MatrixDataView.Multiclass(features, new int[Count]),
            LearningTask.Binary => MatrixDataView.Binary(features, new bool[Count]),
            _ => MatrixDataView.Regression(features, new float[Count]),
        };
    }
}

/// <summary>
/// A regular grid of places on the plane of two features, at which a trained learner is asked for its prediction. The outermost places lie
/// on the edges.
/// </summary>
/// <param name="Left">The least first feature.</param>
/// <param name="Right">The greatest first feature.</param>
/// <param name="Bottom">The least second feature.</param>
/// <param name="Top">The greatest second feature.</param>
/// <param name="Columns">Places from left to right, at least 2.</param>
/// <param name="Rows">Places from top to bottom, at least 2.</param>
public sealed record PredictionGrid(double Left, double Right, double Bottom, double Top, int Columns, int Rows) : FeaturePlaces
{
    /// <summary>Places from left to right.</summary>
    public override int Columns { get; } = Columns;

    /// <inheritdoc/>
    public override int Count => Columns * Rows;

    /// <inheritdoc/>
    public override int Features => 2;

    /// <summary>The first feature at a column.</summary>
    public double X(int column) => Left + ((Right - Left) * column / (Columns - 1));

    /// <summary>The second feature at a row, the first on top.</summary>
    public double Y(int row) => Top - ((Top - Bottom) * row / (Rows - 1));

    internal override void Validate()
    {
        if (!(Left < Right && Bottom < Top && Columns >= 2 && Rows >= 2))
        {
            throw new ArgumentException(
                $"A grid of predictions needs left below right, bottom below top, and at least 2 x 2 places; found {this}.");
        }
    }

    /// <summary>Row by row from the top left.</summary>
    internal override void Fill(int place, Span<float> features) =>
        (features[0], features[1]) = ((float)X(place % Columns), (float)Y(place / Columns));
}

/// <summary>Equidistant places along one number x, for data whose features are x, x², … The outermost places lie on the ends.</summary>
/// <param name="Left">The least x.</param>
/// <param name="Right">The greatest x.</param>
/// <param name="Steps">Places, at least 2.</param>
/// <param name="Powers">Features: the powers of x from the first to this; 1 for x alone.</param>
public sealed record PredictionLine(double Left, double Right, int Steps, int Powers = 1) : FeaturePlaces
{
    /// <inheritdoc/>
    public override int Count => Steps;

    /// <inheritdoc/>
    public override int Columns => Steps;

    /// <inheritdoc/>
    public override int Features => Powers;

    /// <summary>x at a place.</summary>
    public double X(int place) => Left + ((Right - Left) * place / (Steps - 1));

    internal override void Validate()
    {
        if (!(Left < Right && Steps >= 2 && Powers >= 1))
            throw new ArgumentException($"A line of predictions needs left below right, at least 2 places and 1 power; found {this}.");
    }

    internal override void Fill(int place, Span<float> features)
    {
        for (var power = 1; power <= Powers; power++)
            features[power - 1] = (float)Math.Pow(X(place), power);
    }
}

/// <summary>What a trained learner says at places.</summary>
internal static class PlacePredictions
{
    /// <summary>For each place the class, counted from 0, or the number.</summary>
    /// <exception cref="InvalidOperationException">The data do not have the places, or their features.</exception>
    public static IReadOnlyList<float> Of(PredictionPlaces places, DataSet data, ITransformer preprocessing, ITransformer model)
    {
        var predictions = model.Transform(preprocessing.Transform(places.RowsOf(data)));
        return data.Task switch
        {
            LearningTask.Multiclass => Read<uint>(predictions, Columns.PredictedLabel, key => key - 1f),
            LearningTask.Binary => Read<bool>(predictions, Columns.PredictedLabel, positive => positive ? 1 : 0),
            _ => Read<float>(predictions, Columns.Score, score => score),
        };
    }

    private static List<float> Read<T>(IDataView predictions, string name, Func<T, float> number)
    {
        var column = predictions.Schema[name];
        using var cursor = predictions.GetRowCursor([column]);
        var get = cursor.GetGetter<T>(column);
        var values = new List<float>();
        T value = default!;
        while (cursor.MoveNext())
        {
            get(ref value);
            values.Add(number(value));
        }

        return values;
    }
}
