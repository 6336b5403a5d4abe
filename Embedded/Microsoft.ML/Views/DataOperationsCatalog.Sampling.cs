using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>
    /// A sample of as many rows, about, drawn with replacement: each row comes as often as a Poisson number of mean 1 says.
    /// </summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">The seed; drawn from the context's when null.</param>
    /// <param name="complement">Whether the rows that the sample with the same seed leaves out are given instead.</param>
    public IDataView BootstrapSample(IDataView input, int? seed = null, bool complement = false)
    {
        Check.NotNull(input);
        var host = Environment.Register(nameof(BootstrapSample));
        return new BootstrapView(input, (uint)(seed ?? host.Rand.Next()), complement);
    }

    /// <summary>The rows in a random order, the same in every reading.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">The seed; drawn from the context's when null, another one for each call.</param>
    /// <param name="shufflePoolSize">The number of rows in the pool from which each next one is drawn.</param>
    /// <param name="shuffleSource">Whether the source is read in a random order too, if it can be.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        Check.NotNull(input);
        Check.Param(shufflePoolSize > 0, nameof(shufflePoolSize), $"Must be positive, not {shufflePoolSize}.");
        var host = Environment.Register("Shuffle");
        return new ShuffleView(input, seed ?? ((HybridTausworthe)host.Rand).NextSigned(), shufflePoolSize, shuffleSource);
    }

    /// <summary>
    /// Splits the rows in two. Each row's random number decides alone, so that the share is only about right, and the rows of a test set
    /// are among those of a larger one with the same seed. Both keep the order of the rows.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">The share of the test set.</param>
    /// <param name="samplingKeyColumnName">
    /// A column whose equal values stay together. Numbers of type Single and Double and keys are not drawn: those in the lowest part of
    /// their range are the test set.
    /// </param>
    /// <param name="seed">The seed; the context's when null, and 42 when that has none.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        Check.NotNull(data);
        Check.Param(testFraction is > 0 and < 1, nameof(testFraction), $"Must be between 0 and 1 exclusive, not {testFraction}.");
        var split = SplitColumn.Add(Environment, data, samplingKeyColumnName, seed ?? ((HostEnvironment)Environment).Seed);
        return new TrainTestData(split.Outside(0, testFraction, includeMax: false), split.Inside(0, testFraction, includeMax: false));
    }

    /// <summary>Splits the rows into folds and gives, for each, the rows outside and inside of it.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay together.</param>
    /// <param name="seed">The seed; the context's when null, and 42 when that has none.</param>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        Check.NotNull(data);
        Check.Param(numberOfFolds > 1, nameof(numberOfFolds), $"Must be more than 1, not {numberOfFolds}.");
        var split = SplitColumn.Add(Environment, data, samplingKeyColumnName, seed ?? ((HostEnvironment)Environment).Seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold =>
        {
            var (min, max) = ((double)fold / numberOfFolds, (double)(fold + 1) / numberOfFolds);
            return new TrainTestData(split.Outside(min, max, includeMax: true), split.Inside(min, max, includeMax: true));
        })];
    }

    /// <summary>A training set and a test set.</summary>
    public readonly struct TrainTestData
    {
        /// <summary>The training set.</summary>
        public readonly IDataView TrainSet;

        /// <summary>The test set.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
