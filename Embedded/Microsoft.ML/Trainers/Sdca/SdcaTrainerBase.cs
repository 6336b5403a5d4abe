using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Sdca;

namespace Microsoft.ML.Trainers;

/// <summary>The base of trainers of linear models by stochastic dual coordinate ascent.</summary>
public abstract partial class SdcaTrainerBase<TOptions, TTransformer, TModel> : StochasticTrainerBase<TTransformer, TModel>
    where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private const float SmallestL2 = 1e-9f;

    private protected SdcaTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(
            env.Register("SdcaTrainerBase"),
            RoleColumns.Features(options.FeatureColumnName),
            label,
            RoleColumns.Weight(options.ExampleWeightColumnName))
    {
        options.Validate();
        SdcaTrainerOptions = options;
    }

    private protected TOptions SdcaTrainerOptions { get; }

    private protected override TModel TrainModel(IDataView data, TModel? initial)
    {
        ExampleSet examples = ExampleReader.Read(
            data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, Host, "features/label", "Training set has 0 instances, aborting training.");
        SdcaSettings settings = Settle(examples);
        DualCoordinateAscent ascent = CreateAscent(examples, data.Schema[LabelColumn.Name].Type, settings);
        float[] model = ascent.Run(SdcaTrainerOptions.Shuffle ? CreateOrder(data, examples.Count, settings.MaximumIterations) : null);
        int outputs = model.Length / (1 + examples.FeatureCount);
        return CreateModel(model[..outputs], model[outputs..]);
    }

    private protected abstract DualCoordinateAscent CreateAscent(ExampleSet examples, DataViewType labelType, SdcaSettings settings);

    private protected abstract TModel CreateModel(float[] biases, float[] weights);

    /// <summary>The L2 constant that converges well for that many examples.</summary>
    private protected virtual float ChooseL2(long examples, int maximumIterations) =>
        Math.Max(1e-6f, 20f / (Math.Max(2, maximumIterations / 2) * examples));

    /// <summary>
    /// ML.NET's orders: a permutation where the data can be shuffled (from a cache), else draws from a pool of the next rows.
    /// </summary>
    private Func<int, int[]> CreateOrder(IDataView data, int count, int iterations)
    {
        if (!data.CanShuffle)
            Host.Register("Shuffle"); // ML.NET makes a shuffling view here, whose host takes random numbers.
        int[] seeds = [.. Enumerable.Range(0, iterations).Select(_ => Host.Rand.Next())];
        return iteration =>
        {
            var random = HybridTausworthe.Create(seeds[iteration]);
            if (data.CanShuffle)
                return Shuffling.Permutation(random, count);
            _ = new HybridTausworthe(random); // The view takes these for its source, which cannot use them.
            return PoolOrder.Draw(random, count);
        };
    }

    private static float ChooseL1(int features) => features switch
    {
        < 100 => 0,
        < 1000 => 0.25f,
        < 10000 => 0.5f,
        _ => 1,
    };

    private SdcaSettings Settle(ExampleSet examples)
    {
        int iterations = SdcaTrainerOptions.MaximumNumberOfIterations ?? Math.Max(2, Math.Max(1, 500000 / examples.Count) * 3);
        float l2 = SdcaTrainerOptions.L2Regularization ?? ChooseL2(examples.Count, iterations);
        int frequency = SdcaTrainerOptions.ConvergenceCheckFrequency ?? 1;
        return new SdcaSettings(
            Math.Max(l2, SmallestL2),
            SdcaTrainerOptions.L1Regularization ?? ChooseL1(examples.FeatureCount),
            SdcaTrainerOptions.BiasLearningRate,
            iterations,
            SdcaTrainerOptions.ConvergenceTolerance,
            frequency > 0 ? frequency : int.MaxValue);
    }
}
