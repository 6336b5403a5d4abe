using System.CommandLine;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Doctor;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>doctor</c>: what of all that the program uses is there, and what to do about what is not.</summary>
internal static class DoctorCommand
{
    /// <summary>The command, which writes its findings to <paramref name="output"/>.</summary>
    public static Command Create(LearnerCatalog learners, TextWriter output)
    {
        var json = CommandOptions.Json();
        var command = new Command(
            "doctor", "Look at what the program uses: cores, vectors, memory, folders, data, native libraries, browser. Exit code 1 where "
                + "something that is needed is missing.")
        {
            json,
        };
        command.SetAction((result, _) => Task.FromResult(
            Tell([.. Examination.Of(new Surroundings(), learners)], result.GetValue(json), output)));
        return command;
    }

    /// <summary>Writes the findings and returns the exit code.</summary>
    internal static int Tell(IReadOnlyList<Finding> findings, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
            {
                ["what"] = finding.What,
                ["state"] = Word(finding.State),
                ["found"] = finding.Found,
                ["advice"] = finding.Advice,
            })]).ToJsonString(AnswerJson.Options));
        }
        else
        {
            var width = findings.Max(finding => finding.What.Length);
            foreach (var finding in findings)
            {
                output.WriteLine($"{Word(finding.State),-6}  {finding.What.PadRight(width)}  {finding.Found}");
                if (finding.Advice is { } advice)
                    output.WriteLine($"{"",-6}  {"".PadRight(width)}  {advice}");
            }
        }

        return findings.Any(finding => finding.State == FindingState.Bad) ? ExitCode.SomethingMissing : ExitCode.Success;
    }

    private static string Word(FindingState state) => state.ToString().ToLowerInvariant();
}
