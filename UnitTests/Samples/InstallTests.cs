using System.IO.Compression;
using System.Xml.Linq;

namespace MlPipelines.UnitTests.Samples;

/// <summary>
/// The packages, as a user gets them: packed once, the tool installed and used in an empty folder, and a program of another folder built on
/// the libraries. NuGet's own folder of packages stays as it was.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class InstallTests
{
    private static readonly string[] Libraries =
    [
        "Conformance", "CustomTrainers", "Data", "Experiments", "Numerics", "Pipelines", "Statistics",
    ];

    private static TemporaryFolder _folder = null!;

    private static string Packages => _folder["packages"];

    [ClassInitialize]
    public static void Pack(TestContext context)
    {
        _folder = new TemporaryFolder();
        var solution = Path.Combine(Repository.Root, "MlPipelines.sln");
        ToolProcess.Output0("dotnet", ["pack", solution, "--no-build", "-c", Repository.Configuration, "-o", Packages]);
    }

    [ClassCleanup]
    public static void Delete() => _folder.Dispose();

    [TestMethod]
    public void Pack_Solution_HasEachPackageWithWhatItNeeds()
    {
        var names = Directory.EnumerateFiles(Packages).Select(file => Path.GetFileName(file).Split(".0.")[0] + Path.GetExtension(file));
        CollectionAssert.AreEquivalent(
            Libraries.SelectMany(name => new[] { $"MlPipelines.{name}.nupkg", $"MlPipelines.{name}.snupkg" })
                .Append("MlPipelines.Tool.nupkg").ToList(),
            names.ToList());
        foreach (var library in Libraries)
        {
            using var package = ZipFile.OpenRead(Directory.EnumerateFiles(Packages, $"MlPipelines.{library}.*.nupkg").Single());
            var entries = package.Entries.Select(entry => entry.FullName).ToHashSet();
            var assembly = $"lib/net10.0/MlPipelines.{library}";
            CollectionAssert.IsSubsetOf(new[] { "PACKAGE.md", $"{assembly}.dll", $"{assembly}.xml" }, entries.ToList());
            var nuspec = XDocument.Load(package.GetEntry($"MlPipelines.{library}.nuspec")!.Open()).Root!.Elements().Single();
            string Text(string name) => nuspec.Elements().Single(element => element.Name.LocalName == name).Value;
            Assert.AreEqual("MIT", Text("license"));
            Assert.AreEqual("PACKAGE.md", Text("readme"));
            Assert.IsGreaterThan(50, Text("description").Length);
            var needed = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
                .Select(element => element.Attribute("id")!.Value).ToList();
            Assert.IsFalse(needed.Exists(name => name is "MlPipelines.LineLength" or "MlPipelines.OpenReferences"));
            foreach (var file in new[] { "ResNet18.onnx", "ResNetPreprocess.onnx", "LICENSE" })
                Assert.AreEqual(library == "CustomTrainers", entries.Contains($"backbones/{file}"), file);
            if (library == "Numerics")
                CollectionAssert.AreEqual(new[] { "System.Numerics.Tensors" }, needed);
        }
    }

    [TestMethod]
    public void Tool_InstalledFromAFolder_ComparesATableInAnEmptyOne()
    {
        var tool = _folder["tool"];
        var work = Directory.CreateDirectory(_folder["work"]).FullName;
        Configure(work);
        ToolProcess.Output0(
            "dotnet", ["tool", "install", "--tool-path", tool, "--add-source", Packages, "MlPipelines.Tool"], work);
        var installed = Directory.EnumerateFiles(tool, "*", SearchOption.AllDirectories).ToList();
        foreach (var file in new[] { "ResNet18.onnx", "lib_lightgbm.so", "libSkiaSharp.so", "libSkiaSharp.dll", "libSkiaSharp.dylib" })
            Assert.IsTrue(installed.Exists(path => Path.GetFileName(path) == file), $"{file} is in the tool's package");

        var random = new Random(1);
        var rows = Enumerable.Range(0, 200).Select(_ => (Size: random.Next(20, 150), Town: random.Next(2) == 0 ? "Graz" : "Linz"));
        File.WriteAllLines(
            Path.Combine(work, "my.csv"),
            rows.Select(row => $"{row.Size},{row.Town},{(row.Size > 80 ? "house" : "flat")}").Prepend("size,town,kind"));
        var output = ToolProcess.Output0(
            Path.Combine(tool, OperatingSystem.IsWindows() ? "mlpipelines.exe" : "mlpipelines"), ["compare", "my.csv", "--quick"], work);

        StringAssert.Contains(output, "model.zip");
        Assert.AreEqual(1, Directory.EnumerateFiles(work, "model.zip", SearchOption.AllDirectories).Count(), output);
        Assert.AreEqual(1, Directory.EnumerateFiles(work, "report.html", SearchOption.AllDirectories).Count(), output);
    }

    [TestMethod]
    public void Libraries_InAProgramOutsideTheRepository_TrainAndPredict()
    {
        var program = Directory.CreateDirectory(_folder["program"]).FullName;
        Configure(program);
        File.WriteAllText(Path.Combine(program, "Houses.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlPipelines.CustomTrainers" Version="0.1.0" />
                <PackageReference Include="MlPipelines.Pipelines" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(program, "Program.cs"), """
            using Microsoft.ML;
            using MlPipelines.CustomTrainers;
            using MlPipelines.Data;
            using MlPipelines.Data.Tables;
            using MlPipelines.Pipelines;

            var data = CsvData.Load("houses.csv", new CsvOptions { Label = "kind" }).DataSet;
            var ml = new MLContext(seed: 1);
            var model = ml.Transforms.Conversion.MapValueToKey("Label")
                .Append(ml.MulticlassClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 20 }))
                .Fit(data.Train);
            new TrainedPipeline(model, data, ml).Save("houses.zip");
            using var predictor = TrainedPipeline.Load("houses.zip").CreateRecordPredictor();
            Console.WriteLine(predictor.PredictJson("{\"size\":120,\"garden\":\"yes\"}").Label);

            var other = ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.MulticlassClassification.Trainers.LightGbm());
            using var second = new TrainedPipeline(other.Fit(data.Train), data, ml).CreateRecordPredictor();
            Console.WriteLine(second.PredictJson("{\"size\":30,\"garden\":\"no\"}").Label);
            """);
        var random = new Random(1);
        File.WriteAllLines(
            Path.Combine(program, "houses.csv"),
            Enumerable.Range(0, 300).Select(_ => random.Next(20, 150)).Select((size, i) =>
                $"{size},{(i % 2 == 0 ? "yes" : "no")},{(size < 60 ? "flat" : size < 100 ? "loft" : "house")}")
                .Prepend("size,garden,kind"));

        ToolProcess.Output0("dotnet", ["build", "-c", "Release", "-o", "bin"], program);
        Assert.AreEqual(
            "house\nflat", ToolProcess.Output0("dotnet", [Path.Combine("bin", "Houses.dll")], program).ReplaceLineEndings("\n").Trim(),
            "boosted trees, then LightGBM with its native library");

        var weights = Directory.EnumerateFiles(Path.Combine(program, "bin", "Backbones")).Select(Path.GetFileName).Order().ToList();
        CollectionAssert.AreEqual(
            new[] { "LICENSE-Microsoft.ML.DnnImageFeaturizer.ResNet18.txt", "ResNet18.onnx", "ResNetPreprocess.onnx" }, weights);
        ToolProcess.Output0("dotnet", ["build", "-c", "Release", "-o", "bare", "-p:MlPipelinesBackbones=false"], program);
        Assert.IsFalse(Directory.Exists(Path.Combine(program, "bare", "Backbones")));
    }

    /// <summary>
    /// Settings of NuGet for a folder: our packages from where they were packed into a folder of the test's own, all others from where this
    /// machine has them.
    /// </summary>
    private static void Configure(string folder)
    {
        var machine = ToolProcess.Output0("dotnet", ["nuget", "locals", "global-packages", "--list"], folder).Split(": ", 2)[1].Trim();
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["cache"]}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="{Packages}" /></packageSources>
            </configuration>
            """);
    }
}
