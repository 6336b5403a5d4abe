using MlPipelines.CustomLayer;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Verification;

// A layer of this program's own: verified, trained, saved and loaded. Files know it as "swish".
LayerDefinitions.Add<Swish>("swish");

var check = GradientVerification.VerifyLayer(new Shape(5), [new Dense(4), new Swish()]);
Console.WriteLine($"gradient {(check.Passed ? "right" : "wrong")}, slopes {check.Taylor.FirstSlope:F2} and {check.Taylor.SecondSlope:F2}");

// Points inside and outside a ring, which no straight line parts.
var random = new Xoshiro256(seed: 1);
var features = Enumerable.Range(0, 800).Select(_ => (float)random.NextUniform(-1, 1)).ToArray();
var labels = Enumerable.Range(0, 400).Select(
    i => Math.Abs(features[2 * i] * features[2 * i] + features[2 * i + 1] * features[2 * i + 1] - 0.5) < 0.25 ? 1 : 0).ToArray();
var samples = SampleSet<float>.Classification(features, columns: 2, labels, classes: 2);

// A layer of any kind can be the activation of a network that is defined in one call.
var network = Network<float>.Create(Mlp.Define(2, [32, 32], 2, new Swish(Beta: 2)), seed: 1);
var result = Trainer.Fit(network, samples, [new Monitor<float>("train", samples)],
    new TrainingOptions { Epochs = 100, BatchSize = 20, Seed = 1, Optimizer = new AdamOptions { LearningRate = 0.01 } });
Console.WriteLine($"accuracy {result.History.Entries[^1].Monitors[0].Accuracy:F3}");

using (var file = File.Create(args[0]))
    NetworkFile.Write(file, network);
using var saved = File.OpenRead(args[0]);
var loaded = NetworkFile.Read<float>(saved, args[0]);
var (before, after) = (new float[800], new float[800]);
network.Predict(features, 400, before);
loaded.Predict(features, 400, after);
Console.WriteLine(before.SequenceEqual(after) ? "the loaded network predicts the same" : "the loaded network differs");
