using MlPipelines.Benchmarks.Workloads.MLNet;
using MlPipelines.Benchmarks.Workloads.Serving;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>The workloads by name; the same names as the peers'.</summary>
internal static class WorkloadCatalog
{
    private static readonly SgdOptions Sgd = new() { LearningRate = 0.05, Momentum = 0.9 };
    private static readonly AdamOptions Adam = new() { LearningRate = 0.001 };

    /// <summary>Two convolutions of 5 × 5 with 10 and 20 filters and max pooling, 50 hidden units.</summary>
    private static readonly NetworkDefinition SmallCnn = new(new Shape(1, 28, 28),
    [
        new Conv2d(10, 5), new MaxPool2d(2), new ReLU(),
        new Conv2d(20, 5), new MaxPool2d(2), new ReLU(),
        new Dense(50), new ReLU(), new Dropout(), new Dense(10),
    ]);

    public static IReadOnlyDictionary<string, Func<string, int, Report>> All { get; } = new Dictionary<string, Func<string, int, Report>>
    {
        ["gemm-1024"] = (name, threads) => ProductWorkload.Run(name, threads, 1024),
        ["mlp-784-128-10/b128"] = (name, threads) => TrainingWorkload.Run(name, threads, BenchmarkData.Mnist, [128], 128, Sgd, 3),
        ["mlp-784-128-10/b1024"] = (name, threads) => TrainingWorkload.Run(name, threads, BenchmarkData.Mnist, [128], 1024, Sgd, 3),
        ["mlp-784-512-512-10/b128"] = (name, threads) => TrainingWorkload.Run(name, threads, BenchmarkData.Mnist, [512, 512], 128, Sgd, 2),
        ["countries-6x16/b256"] = (name, threads) =>
            TrainingWorkload.Run(name, threads, BenchmarkData.Countries, [16, 16, 16, 16, 16, 16], 256, Adam, 3),
        ["countries-6x64-bn/b256"] = (name, threads) =>
            TrainingWorkload.Run(name, threads, BenchmarkData.Countries, [64, 64, 64, 64, 64, 64], 256, Adam, 3, batchNorm: true),
        ["cnn1/b64"] = (name, threads) => TrainingWorkload.Run(name, threads, BenchmarkData.SomeMnist, _ => SmallCnn, 64, Sgd, 3),
        ["resnet20/b128"] = (name, threads) =>
            TrainingWorkload.Run(name, threads, BenchmarkData.Images, samples => ResNet.Define20(samples.Classes), 128, Sgd, 3),
        ["resnet18c-64/b32"] = (name, threads) => ResidualWorkload.Train(name, threads, 512, 64, Adam),
        ["resnet18c-112/b32"] = (name, threads) => ResidualWorkload.Train(name, threads, 256, 112, Adam),
        ["resnet18c-224/b32"] = (name, threads) => ResidualWorkload.Train(name, threads, 64, 224, Adam),
        ["resnet18c-64/forward"] = (name, threads) => ResidualWorkload.Predict(name, threads, 512, 64),
        ["resnet18c-112/forward"] = (name, threads) => ResidualWorkload.Predict(name, threads, 256, 112),
        ["resnet18c-224/forward"] = (name, threads) => ResidualWorkload.Predict(name, threads, 64, 224),
        ["convolutions"] = ConvolutionWorkload.Run,
        ["shared-run/100000"] = SharedRunWorkload.Run,
        ["predict-784-128-10/network"] = PredictionWorkload.RunNetwork,
        ["predict-784-128-10/digits"] = PredictionWorkload.RunDigits,
        ["predict-784-128-10/pipeline"] = PredictionWorkload.RunPipeline,
        ["predict-784-128-10/network-shared"] = PredictionWorkload.RunSharedNetwork,
        ["predict-784-128-10/pipeline-shared"] = PredictionWorkload.RunSharedPipeline,
        ["serve/http-alone"] = ServingWorkload.RunHttpAlone,
        ["serve/mlp"] = (name, clients) => ServingWorkload.RunPipeline(name, clients, ServedModel.Mlp),
        ["serve/mlp-onnx"] = (name, clients) => ServingWorkload.RunOnnx(name, clients, ServedModel.Mlp),
        ["serve/trees"] = (name, clients) => ServingWorkload.RunPipeline(name, clients, ServedModel.Trees),
        ["serve/trees-onnx"] = (name, clients) => ServingWorkload.RunOnnx(name, clients, ServedModel.Trees),
        ["trees-countries/100"] = (name, threads) => TreeWorkload.Run(name, threads, TreeRows.Countries, 100, TreeWorkload.Depth6),
        ["trees-countries/100-leaves20"] = (name, threads) =>
            TreeWorkload.Run(name, threads, TreeRows.Countries, 100, TreeWorkload.Leaves20),
        ["trees-mnist/20"] = (name, threads) => TreeWorkload.Run(name, threads, TreeRows.Mnist, 20, TreeWorkload.Depth6),
        ["trees-mnist/20-leaves20"] = (name, threads) => TreeWorkload.Run(name, threads, TreeRows.Mnist, 20, TreeWorkload.Leaves20),
        ["trees-countries/one-row"] = (name, threads) => TreeWorkload.RunSingleRow(name, threads, TreeRows.Countries),
        ["trees-mnist/one-row"] = (name, threads) => TreeWorkload.RunSingleRow(name, threads, TreeRows.Mnist),
        ["mlnet/boosted-countries/100"] = (name, threads) =>
            TreeTrainerWorkload.Run(name, threads, "european-countries", 100, TreeTrainerWorkload.Boosted),
        ["mlnet/fasttree-countries/100-ova"] = (name, threads) =>
            TreeTrainerWorkload.Run(name, threads, "european-countries", 100, TreeTrainerWorkload.FastTree),
        ["mlnet/lightgbm-countries/100"] = (name, threads) =>
            TreeTrainerWorkload.Run(name, threads, "european-countries", 100, TreeTrainerWorkload.LightGbm),
        ["mlnet/boosted-mnist/20"] = (name, threads) => TreeTrainerWorkload.Run(name, threads, "mnist", 20, TreeTrainerWorkload.Boosted),
        ["mlnet/fasttree-mnist/20-ova"] = (name, threads) =>
            TreeTrainerWorkload.Run(name, threads, "mnist", 20, TreeTrainerWorkload.FastTree),
        ["mlnet/lightgbm-mnist/20"] = (name, threads) => TreeTrainerWorkload.Run(name, threads, "mnist", 20, TreeTrainerWorkload.LightGbm),
        ["mlnet/boosted-countries/one-row"] = (name, threads) =>
            TreeTrainerWorkload.RunSingleRow(name, threads, TreeTrainerWorkload.Boosted),
        ["mlnet/fasttree-countries/one-row"] = (name, threads) =>
            TreeTrainerWorkload.RunSingleRow(name, threads, TreeTrainerWorkload.FastTree),
        ["mlnet/lightgbm-countries/one-row"] = (name, threads) =>
            TreeTrainerWorkload.RunSingleRow(name, threads, TreeTrainerWorkload.LightGbm),
        ["mlnet/realmlp-10000x20"] = (name, threads) => TableNetworkWorkload.RunRealMlp(name, threads, RealMlpForm.Full),
        ["mlnet/realmlp-simple-10000x20"] = (name, threads) => TableNetworkWorkload.RunRealMlp(name, threads, RealMlpForm.Simple),
        ["mlnet/tabm-10000x20"] = TableNetworkWorkload.RunTabM,
        ["mlnet/load-countries"] = TextLoadingWorkload.Run,
        ["mlnet/predict-784-binary"] = LinearPredictionWorkload.RunBinary,
        ["mlnet/predict-784-ten-classes"] = LinearPredictionWorkload.RunTenClasses,
        ["mlnet/lbfgs-mnist-10000"] = (name, threads) => LinearTrainingWorkload.RunLbfgs(name, threads, 10_000, steps: 40),
        ["mlnet/sdca-mnist-10000"] = (name, threads) => LinearTrainingWorkload.RunSdca(name, threads, 10_000, passes: 20),
        ["mlnet/lbfgs-mnist-60000"] = (name, threads) => LinearTrainingWorkload.RunLbfgs(name, threads, 60_000, steps: 3),
    };
}
