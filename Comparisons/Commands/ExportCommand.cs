using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Onnx;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>export</c>: a trained pipeline as an ONNX file.</summary>
internal static class ExportCommand
{
    private const string UsualFile = "model.onnx";
    private const int MostShown = 12;

    /// <summary>The command.</summary>
    public static Command Create(ConsoleStreams streams)
    {
        var model = new Option<string>("--model")
        {
            HelpName = "FILE",
            Description = "The trained pipeline, as train, compare, run --save-models or TrainedPipeline.Save writes it.",
            Required = true,
        };
        var onnx = CommandOptions.Text("--onnx", "FILE", $"The ONNX file to write. Default: {UsualFile}.");
        var json = CommandOptions.Json();
        var command = new Command(
            "export", "Write a trained pipeline as an ONNX file, which ONNX Runtime runs from Python, C#, Java and others.")
        {
            model, onnx, json,
        };
        command.SetAction(result => Export(result.GetValue(model)!, result.GetValue(onnx) ?? UsualFile, result.GetValue(json), streams));
        return command;
    }

    /// <summary>Writes the file and tells of it.</summary>
    /// <exception cref="UsageException">A file is not there, or a part of the pipeline has no ONNX form.</exception>
    /// <exception cref="InvalidDataException">The pipeline's file is damaged.</exception>
    private static int Export(string model, string onnx, bool json, ConsoleStreams streams)
    {
        if (!File.Exists(model))
        {
            throw new UsageException(Directory.Exists(model)
                ? $"--model {model}: it is a folder; give the file of a trained pipeline."
                : $"--model {model}: there is no such file.");
        }

        if (string.IsNullOrWhiteSpace(onnx) || Directory.Exists(onnx))
            throw new UsageException($"--onnx '{onnx}': a file to write was expected, such as {UsualFile}.");
        if (Path.GetDirectoryName(Path.GetFullPath(onnx)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--onnx {onnx}: there is no folder {folder}.");
        OnnxSignature signature;
        try
        {
            signature = TrainedPipeline.Load(model).SaveOnnx(onnx);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            throw new UsageException($"--model {model}: {ErrorText.Of(exception)}", exception);
        }

        if (json)
            streams.Output.WriteLine(Json(onnx, signature));
        else
            Tell(streams.Output, onnx, signature);
        return ExitCode.Success;
    }

    private static void Tell(TextWriter output, string onnx, OnnxSignature signature)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{onnx}: {new FileInfo(onnx).Length:N0} bytes, opset {signature.Opset}."));
        Tell(output, "Inputs, all of the same number of rows:", signature.Inputs);
        Tell(output, "Outputs:", signature.Outputs);
        output.WriteLine("In Python:");
        output.WriteLine("  import numpy as np, onnxruntime as ort");
        output.WriteLine($"  session = ort.InferenceSession({Quoted(onnx)})");
        output.WriteLine(
            $"  session.run([{string.Join(", ", signature.Outputs.Select(tensor => Quoted(tensor.Name)))}], "
                + $"{{{string.Join(", ", signature.Inputs.Take(2).Select(Example))}{(signature.Inputs.Count > 2 ? ", …" : "")}}})");
        output.WriteLine("The file was not run: ONNX Runtime is no part of this program. Try it on some rows beside predict.");
    }

    private static void Tell(TextWriter output, string heading, IReadOnlyList<OnnxTensor> tensors)
    {
        output.WriteLine(heading);
        var shown = tensors.Take(tensors.Count > MostShown + 1 ? MostShown : tensors.Count).ToList();
        var (name, type, shape) = (
            shown.Max(tensor => tensor.Name.Length), shown.Max(tensor => tensor.Type.Length), shown.Max(tensor => tensor.Shape.Length));
        foreach (var tensor in shown)
        {
            var known = $"  {tensor.Name.PadRight(name)}  {tensor.Type.PadRight(type)}  {tensor.Shape.PadRight(shape)}";
            output.WriteLine($"{known}  {tensor.Meaning}".TrimEnd());
        }

        if (shown.Count < tensors.Count)
            output.WriteLine($"  and {tensors.Count - shown.Count} more; --json has all of them");
    }

    private static string Example(OnnxTensor tensor)
    {
        var shape = string.Join(", ", tensor.Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)).Prepend("1"));
        var type = tensor.Type == "string" ? "object" : $"np.{tensor.Type}";
        var value = tensor.Type == "string" ? "''" : "0";
        return $"{Quoted(tensor.Name)}: np.full(({shape}), {value}, {type})";
    }

    private static string Quoted(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static string Json(string onnx, OnnxSignature signature) => new JsonObject
    {
        ["onnx"] = onnx,
        ["bytes"] = new FileInfo(onnx).Length,
        ["opset"] = signature.Opset,
        ["inputs"] = Json(signature.Inputs),
        ["outputs"] = Json(signature.Outputs),
    }.ToJsonString(AnswerJson.Options);

    private static JsonArray Json(IReadOnlyList<OnnxTensor> tensors) => new([.. tensors.Select(tensor => new JsonObject
    {
        ["name"] = tensor.Name,
        ["type"] = tensor.Type,
        ["dimensions"] = new JsonArray([.. tensor.Dimensions.Select(dimension => JsonValue.Create(dimension))]),
        ["meaning"] = tensor.Meaning,
    })]);
}
