using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>
/// What the folder Interop relies on beyond ML.NET's public face, a test for each, so that a new version of ML.NET that moves one fails by
/// its name.
/// </summary>
[TestClass]
public sealed class ClosedMembersTests
{
    private static readonly string[] Expected =
    [
        "Microsoft.ML.Data.BinaryPredictionTransformer`1..ctor(6)",
        "Microsoft.ML.Data.CatalogUtils",
        "Microsoft.ML.Data.CatalogUtils.GetEnvironment(1)",
        "Microsoft.ML.Data.IDataTransform",
        "Microsoft.ML.Data.IDataTransform.get_Source(0)",
        "Microsoft.ML.Data.IInternalCatalog",
        "Microsoft.ML.Data.ISchemaBindableMapper",
        "Microsoft.ML.Data.ISchemaBindableMapper.Bind(2)",
        "Microsoft.ML.Data.ISchemaBoundMapper",
        "Microsoft.ML.Data.ISchemaBoundRowMapper",
        "Microsoft.ML.Data.IValueMapper",
        "Microsoft.ML.Data.IValueMapper.GetMapper(0)",
        "Microsoft.ML.Data.IValueMapper.get_InputType(0)",
        "Microsoft.ML.Data.IValueMapper.get_OutputType(0)",
        "Microsoft.ML.Data.IValueMapperDist",
        "Microsoft.ML.Data.IValueMapperDist.GetMapper(0)",
        "Microsoft.ML.Data.IValueMapperDist.get_DistType(0)",
        "Microsoft.ML.Data.RoleMappedSchema",
        "Microsoft.ML.Data.RoleMappedSchema+ColumnRole",
        "Microsoft.ML.Data.RoleMappedSchema+ColumnRole..ctor(1)",
        "Microsoft.ML.Data.RoleMappedSchema+ColumnRole.Bind(1)",
        "Microsoft.ML.Data.RoleMappedSchema+ColumnRole.get_Feature(0)",
        "Microsoft.ML.Data.RoleMappedSchema.get_Feature(0)",
        "Microsoft.ML.Data.RoleMappedSchema.get_Schema(0)",
        "Microsoft.ML.Data.ScoreSchemaFactory",
        "Microsoft.ML.Data.ScoreSchemaFactory.CreateBinaryClassificationSchema(2)",
        "Microsoft.ML.Data.ValueMapper`2",
        "Microsoft.ML.Data.ValueMapper`2..ctor(2)",
        "Microsoft.ML.Data.ValueMapper`3",
        "Microsoft.ML.Data.ValueMapper`3..ctor(2)",
        "Microsoft.ML.IDistPredictorProducing`2",
        "Microsoft.ML.IPredictor",
        "Microsoft.ML.IPredictor.get_PredictionKind(0)",
        "Microsoft.ML.IPredictorProducing`1",
        "Microsoft.ML.ISingleFeaturePredictionTransformer",
        "Microsoft.ML.LoadableClassAttribute",
        "Microsoft.ML.LoadableClassAttribute..ctor(6)",
        "Microsoft.ML.MLContext.CancelExecution(0)",
        "Microsoft.ML.Model.OnnxConverter.IBindableCanSaveOnnx",
        "Microsoft.ML.Model.OnnxConverter.IBindableCanSaveOnnx.SaveAsOnnx(3)",
        "Microsoft.ML.Model.OnnxConverter.ICanSaveOnnx",
        "Microsoft.ML.Model.OnnxConverter.ICanSaveOnnx.CanSaveOnnx(1)",
        "Microsoft.ML.Model.OnnxConverter.ISaveAsOnnx",
        "Microsoft.ML.Model.OnnxConverter.ISaveAsOnnx.SaveAsOnnx(1)",
        "Microsoft.ML.Model.OnnxConverter.ISingleCanSaveOnnx",
        "Microsoft.ML.Model.OnnxConverter.ISingleCanSaveOnnx.SaveAsOnnx(3)",
        "Microsoft.ML.Model.OnnxConverter.ITransformCanSaveOnnx",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.AddInitializer(3)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.AddInitializer(4)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.AddIntermediateVariable(3)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.CheckOpSetVersion(2)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.ContainsColumn(1)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.CreateNode(5)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.GetNodeName(1)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.GetVariableName(1)",
        "Microsoft.ML.Model.OnnxConverter.OnnxContext.RemoveColumn(2)",
        "Microsoft.ML.Model.OnnxConverter.OnnxNode",
        "Microsoft.ML.Model.OnnxConverter.OnnxNode.AddAttribute(2)",
        "Microsoft.ML.ModelLoadContext",
        "Microsoft.ML.ModelLoadContext.CheckAtModel(1)",
        "Microsoft.ML.ModelLoadContext.Directory",
        "Microsoft.ML.ModelLoadContext.Reader",
        "Microsoft.ML.ModelLoadContext.TryLoadBinaryStream(2)",
        "Microsoft.ML.ModelSaveContext.CheckAtModel(0)",
        "Microsoft.ML.ModelSaveContext.SaveBinaryStream(2)",
        "Microsoft.ML.ModelSaveContext.SetVersionInfo(1)",
        "Microsoft.ML.ModelSaveContext.Writer",
        "Microsoft.ML.PredictionKind",
        "Microsoft.ML.Runtime.HostExtensions",
        "Microsoft.ML.Runtime.HostExtensions.Info(2)",
        "Microsoft.ML.Runtime.HostExtensions.Warning(2)",
        "Microsoft.ML.SchemaShape+Column..ctor(5)",
        "Microsoft.ML.SignatureLoadModel",
        "Microsoft.ML.TrainerInfo..ctor(6)",
        "Microsoft.ML.Trainers.OneVersusAllModelParameters.get_SubModelParameters(0)",
        "Microsoft.ML.VersionInfo",
        "Microsoft.ML.VersionInfo..ctor(7)",
    ];

    private static readonly Lazy<IReadOnlySet<string>> Used = new(() => ClosedMembers.UsedBy(typeof(TrainerCatalog).Assembly.Location));

    /// <summary>The rows of the first test.</summary>
    public static IEnumerable<string> Names => Expected;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Member_OfMLNet_IsThereAndInUse(string name)
    {
        Assert.IsTrue(
            ClosedMembers.Exists(name),
            $"ML.NET {typeof(Microsoft.ML.MLContext).Assembly.GetName().Version} has no {name}: the folder CustomTrainers/Interop needs "
            + "another way.");
        Assert.Contains(name, Used.Value, "It is not used any more; take it out of the list.");
    }

    [TestMethod]
    public void Interop_UsesNothingElseThatIsClosed()
        => Assert.AreEqual("", string.Join("\n", Used.Value.Except(Expected)));

    [TestMethod]
    public void Sources_OutsideInterop_NameNoClosedType()
    {
        // A closed type's short name in a source file is as good a sign as the compiler's, which cannot be asked by folder.
        var names = Expected.Where(name => ClosedMembers.IsType(name)).Select(name => name[(name.LastIndexOf('.') + 1)..].Split('`')[0])
            .Where(name => !ClosedMembers.IsPublicToo(name)).ToHashSet();
        var found = Directory.EnumerateFiles(SourceFolder("CustomTrainers"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Interop{Path.DirectorySeparatorChar}"))
            .SelectMany(
                file => File.ReadAllText(file).Split([' ', '(', ')', '<', '>', ',', '.', ';', ':', '?', '{', '}', '[', ']', '\n', '\r'])
                    .Where(names.Contains).Distinct().Select(name => $"{Path.GetFileName(file)}: {name}"));
        Assert.AreEqual("", string.Join("\n", found));
    }

    private static string SourceFolder(string project)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlPipelines.sln")))
                return Path.Combine(folder.FullName, project);
        }
        throw new DirectoryNotFoundException("The tests are not below the folder of MlPipelines.sln.");
    }
}
