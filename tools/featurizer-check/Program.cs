using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.FeaturizerCheck;

// Compares the features of our backbones with those that other programs compute. README.md says how.
//   FeaturizerCheck [CIFAR]     the shipped network against ONNX Runtime and ML.NET's own featurizer; CIFAR is a data_batch_1.bin
//   FeaturizerCheck numbers     what ONNX Runtime computes for the image that a unit test makes
//   FeaturizerCheck torch FOLDER     networks that torch_features.py wrote, against PyTorch
if (args is ["numbers"])
{
    OnnxCheck.PrintNumbers(Backbone.ResNet18());
    return 0;
}

var differences = new Differences();
if (args is ["torch", var folder])
{
    foreach (var file in Directory.EnumerateFiles(folder, "*.pth").Order())
        TorchCheck.Run(file, differences);
}
else
{
    var backbone = Backbone.ResNet18();
    Console.WriteLine($"{backbone.Name}, {backbone.ContentHash}");
    var cifar = args is [var path] ? path : null;
    OnnxCheck.Run(backbone, cifar, differences);
    FeaturizerTransformCheck.Run(backbone, cifar, differences);
}

return differences.Passed ? 0 : 1;
