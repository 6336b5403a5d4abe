using System.CommandLine;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The options of a run: those of the command <c>run</c> and of the program without a command.</summary>
internal sealed class RunCommandOptions
{
    private readonly Option<string?> _dataDirectory = new("--data-dir")
    {
        HelpName = "DIR",
        Description =
            "Folder of real data, one folder per data set. Default: the environment variable MLPIPELINES_DATA. Without either, what can "
                + "be downloaded is, into a cache; generated rows stand in for the rest, and every output says so.",
    };

    private readonly Option<bool> _standIn = new("--stand-in")
    {
        Description = "Use generated stand-ins for all real data, wherever these may be; nothing is downloaded.",
    };

    private readonly Option<string?> _images = new("--images")
    {
        HelpName = "DIR",
        Description =
            "Pictures of yours in place of the data sets of pictures: a folder, zip or tar archive with a folder for each class, or with "
                + "train, validation and test folders of such.",
    };

    private readonly Option<int?> _imageSize = new("--image-size")
    {
        HelpName = "N",
        Description = "Height and width in pixels to which the pictures of --images are brought. Default: 128.",
        CustomParser = CommandOptions.WholeFrom("--image-size", SuiteBounds.ImageSize),
    };

    private readonly Option<int?> _seeds = new("--seeds")
    {
        HelpName = "N",
        Description = "Number of seeds for every learner, in place of each experiment's own.",
        CustomParser = CommandOptions.WholeFrom("--seeds", SuiteBounds.Seeds),
    };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "A small version: fewer seeds, epochs and rows. Its figures are for trying things out only.",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "NAME=VALUES",
        Description = "Fix a setting of every learner that has it (--set rate=0.1), or sweep it (--set rate=0.1,0.01). May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _beside = new("--beside")
    {
        HelpName = "KIND",
        Description =
            "Run beside each network the same one of another kind, such as torch-mlp beside mlp (docs/torch.md). May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _output = CommandOptions.Output("<suite>");

    private readonly Option<bool> _resume = CommandOptions.Resume();

    private readonly Option<bool> _saveModels = new("--save-models")
    {
        Description = "Keep each trial's trained pipeline in models/trial-<number>.zip of the run's folder, for the command predict.",
    };

    private readonly Option<PictureFormat?> _pictures = CommandOptions.PictureFiles();

    private readonly Option<int?> _threads = CommandOptions.Threads();

    private readonly EngineOptions _engine = new("--time");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _dataDirectory, _standIn, _images, _imageSize, _seeds, _quick, _set, _beside, _output,
            _resume, _saveModels, _pictures, _threads })
        {
            command.Options.Add(option);
        }

        _engine.AddTo(command);
    }

    /// <summary>The settings that a parsed command line gives.</summary>
    public RunSettings Read(ParseResult result, IReadOnlyList<string> names, ProgramCall call) => new()
    {
        Names = names,
        DataDirectory = result.GetValue(_dataDirectory),
        StandIn = result.GetValue(_standIn),
        Images = result.GetValue(_images),
        ImageSize = result.GetValue(_imageSize),
        Seeds = result.GetValue(_seeds),
        Quick = result.GetValue(_quick),
        Set = result.GetValue(_set) ?? [],
        Beside = result.GetValue(_beside) ?? [],
        Output = result.GetValue(_output),
        Resume = result.GetValue(_resume),
        SaveModels = result.GetValue(_saveModels),
        Pictures = result.GetValue(_pictures) ?? PictureFormat.Svg,
        Threads = result.GetValue(_threads) ?? _engine.UsualThreads(result),
        Command = call.Text,
        Sharing = _engine.Read(result, call, result.GetValue(_threads)),
    };
}
