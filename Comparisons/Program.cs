using MlPipelines.Comparisons.Commands;

return CommandLine.Run(args);
