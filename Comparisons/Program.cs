using System.Text;
using MlPipelines.Comparisons;
using MlPipelines.Comparisons.Commands;

Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interruption = new Interruption();
return CommandLine.Invoke(args, ConsoleStreams.OfProcess(), interruption.Token);
