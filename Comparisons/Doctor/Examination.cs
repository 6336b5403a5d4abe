using System.Globalization;
using System.Runtime.InteropServices;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Pipelines.Learners;
using SkiaSharp;

namespace MlPipelines.Comparisons.Doctor;

/// <summary>Looks at everything that the program uses, and says of each thing what is there, and what to do about what is not.</summary>
internal static class Examination
{
    private const double Gibibyte = 1024.0 * 1024 * 1024;
    private const double LittleMemory = 2, LittleSpace = 2; // GiB

    private static readonly string[] Browsers = [
        "chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge", "firefox", "safari"];

    /// <summary>The findings, in the order in which they are told.</summary>
    /// <param name="around">The machine.</param>
    /// <param name="learners">The kinds of learner of the program.</param>
    public static IEnumerable<Finding> Of(Surroundings around, LearnerCatalog learners)
    {
        yield return new Finding(
            ".NET", FindingState.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} "
                + $"({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()})");
        yield return new Finding(
            "cores", FindingState.Good,
            around.Cores == 1 ? "1: trials run one after the other" : $"{around.Cores}: so many trials at once");
        yield return Vectors(around.VectorBits);
        yield return Memory(around.MemoryBytes);
        yield return Folder("runs", Path.Combine(around.WorkingDirectory, "runs"), "Start the program in another folder, or give --out.");
        yield return Folder("cache", around.CacheDirectory, "Downloads and features of pictures are kept there; make the folder writable.");
        yield return DataDirectory(around.DataDirectory);
        yield return Fonts();
        yield return PretrainedNetwork();
        yield return around.WhyNoLightGbm is { } why
            ? new Finding("LightGBM", FindingState.Absent, "does not load", why)
            : new Finding("LightGBM", FindingState.Good, "its native library loads");
        yield return Browser(around.ProgramFolders);
        yield return learners.All.Any(kind => kind.CounterpartOf is not null)
            ? new Finding("libtorch", FindingState.Good, "this program has its learners")
            : new Finding(
                "libtorch", FindingState.Absent, "not part of this program",
                "Nothing here needs it. Samples/Torch is this program with the same networks on libtorch.");
        yield return new Finding(
            "ONNX Runtime", FindingState.Absent, "not part of this program",
            "export needs none. To run its files: dotnet add package Microsoft.ML.OnnxRuntime, or pip install onnxruntime.");
    }

    private static Finding Vectors(int bits) => bits switch
    {
        512 => new("vectors", FindingState.Good, "512 bits (AVX-512)"),
        256 => new("vectors", FindingState.Good, "256 bits"),
        0 => new(
            "vectors", FindingState.Bad, "none: networks and trees take about ten times as long",
            "Unset DOTNET_EnableHWIntrinsic, or take a processor with AVX2 or NEON."),
        _ => new("vectors", FindingState.Good, $"{bits} bits: networks take about twice as long as with 256"),
    };

    private static Finding Memory(long bytes) => bytes / Gibibyte < LittleMemory
        ? new(
            "memory", FindingState.Bad, $"{Amount(bytes)} for this process", "Large data sets need more: take fewer rows, or --threads 1.")
        : new("memory", FindingState.Good, $"{Amount(bytes)} for this process");

    /// <summary>Whether a folder, or the one that it would be made in, can be written to, and how much space is left.</summary>
    private static Finding Folder(string what, string path, string advice)
    {
        var existing = path;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { Length: > 0 } parent)
            existing = parent;
        if (File.Exists(existing))
            return new(what, FindingState.Bad, $"{path}: cannot be written ({existing} is a file)", advice);
        try
        {
            var file = Path.Combine(existing, $".mlpipelines-{Guid.NewGuid():N}");
            using (new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            var free = new DriveInfo(existing).AvailableFreeSpace;
            return free / Gibibyte < LittleSpace
                ? new(what, FindingState.Bad, $"{path}: only {Amount(free)} left", "Make room on this disk. A long run writes gigabytes.")
                : new(what, FindingState.Good, $"{path}: can be written, {Amount(free)} left");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(what, FindingState.Bad, $"{path}: cannot be written ({exception.Message})", advice);
        }
    }

    private static Finding DataDirectory(string? path)
    {
        const string Advice = $"Set {DataSetOptions.DataDirectoryVariable} to the folder with real data (docs/data.md), or give "
            + "--data-dir. Without it published sets are downloaded where that is possible, and else generated sets stand in for them; "
            + "every output says so.";
        if (path is null)
            return new("data", FindingState.Absent, $"{DataSetOptions.DataDirectoryVariable} is not set", Advice);
        if (!Directory.Exists(path))
            return new("data", FindingState.Bad, $"{DataSetOptions.DataDirectoryVariable} is {path}, which is not there", Advice);
        var there = Directory.EnumerateDirectories(path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        return there.Count == 0
            ? new("data", FindingState.Bad, $"{path} holds no folder of a data set", Advice)
            : new("data", FindingState.Good, $"{path} with {string.Join(", ", there)}");
    }

    private static Finding Fonts()
    {
        try
        {
            using var data = SKData.CreateCopy(PictureFiles.Font(bold: false));
            using var typeface = SKTypeface.FromData(data);
            return typeface is null
                ? new(
                    "pictures", FindingState.Bad, "the font that the program brings cannot be read", "Build or install the program again.")
                : new("pictures", FindingState.Good, $"SkiaSharp draws them, in {typeface.FamilyName}, which the program brings");
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            return new(
                "pictures", FindingState.Bad, $"SkiaSharp's native library does not load ({exception.GetBaseException().Message})",
                "It is there for x64 and ARM64 with Windows, Linux or macOS. Build the program on the machine that it runs on.");
        }
    }

    private static Finding PretrainedNetwork()
    {
        try
        {
            _ = Backbone.ResNet18();
            return new("pretrained network", FindingState.Good, "ResNet-18, beside the program");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return new(
                "pretrained network", FindingState.Bad, exception.Message,
                "image-transfer and compare on pictures need it: build the program again, or copy its folder Backbones.");
        }
    }

    private static Finding Browser(IReadOnlyList<string> folders)
    {
        var isBrought = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
        var found = Browsers.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found is not null ? new("browser", FindingState.Good, found)
            : isBrought ? new("browser", FindingState.Good, "the system's")
            : new(
                "browser", FindingState.Absent, "none in the path",
                "report.html opens in any browser, also on another machine: it is one file. Tests of pages are skipped without chromium.");
    }

    private static string Amount(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.0} GiB");
}
