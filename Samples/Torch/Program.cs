using MlPipelines.Comparisons.Commands;
using MlPipelines.TorchLearners;

// The console program, with one more kind of learner: all its commands, suites and options.
return CommandLine.Run(args, TorchMlpLearner.Kind);
