using System.Text.Json;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;
using MlPipelines.Parity;

// usage: Parity CASES.json TENSORS.safetensors      trains every case in double; prints a JSON object of case name -> losses, one per step
//        Parity bump FOLDER                         the regression of bump.py
//        Parity forward NETWORK FOLDER              the scores of residual.py
//        Parity train NETWORK FOLDER                the training of residual.py; prints a JSON array of losses, one per step
var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
switch (args)
{
    case ["bump", var folder]:
        Bump.Run(folder);
        return;
    case ["forward", var name, var folder]:
        ResidualNetworks.Forward(name, folder);
        return;
    case ["train", var name, var folder]:
        ResidualNetworks.Train(name, folder, options);
        return;
}

var cases = JsonSerializer.Deserialize<ParityCase[]>(File.ReadAllText(args[0]), options) ?? [];
using var stream = File.OpenRead(args[1]);
var tensors = SafeTensorsReader.Read(stream, args[1]).ToDictionary(t => t.Name);

double[] Values(string name)
{
    var values = new double[tensors[name].Length];
    tensors[name].CopyTo<double>(values);
    return values;
}

var losses = new Dictionary<string, List<double>>();
foreach (var c in cases)
{
    var definition = Mlp.Define(c.Sizes[0], c.Sizes[1..^1], c.Sizes[^1], c.BuildActivation());
    var network = Network<double>.Create(definition, Values($"{c.Name}.parameters"));
    var (features, targets) = (Values($"{c.Name}.features"), Values($"{c.Name}.targets"));
    var samples = c.Loss == "mean-squared-error"
        ? SampleSet<double>.Regression(features, c.Sizes[0], targets, c.Sizes[^1])
        : SampleSet<double>.Classification(features, c.Sizes[0], targets.Select(t => (int)t).ToArray(), Math.Max(2, c.Sizes[^1]));
    var recorder = new LossRecorder();
    Trainer.Fit(network, samples, [], c.BuildTraining(), recorder);
    losses[c.Name] = recorder.Losses;
}
Console.WriteLine(JsonSerializer.Serialize(losses));
