using MlPipelines.Data;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data;

/// <summary>Options for tests on real files; a test that lacks them is skipped by name.</summary>
internal static class RealData
{
    public static DataSetOptions Require(string dataSet)
    {
        var options = new DataSetOptions { AllowDownload = false };
        if (DataSets.Locate(dataSet, options) is null)
            Assert.Inconclusive($"{dataSet} is not here: set {DataSetOptions.DataDirectoryVariable} to a data directory that has it.");
        return options;
    }

    /// <summary>A file of the data directory, as tables/vehicle.csv.gz.</summary>
    public static string RequireFile(string name)
    {
        var directory = Environment.GetEnvironmentVariable(DataSetOptions.DataDirectoryVariable);
        var path = directory is null ? "" : Path.Combine(directory, name);
        if (!File.Exists(path))
            Assert.Inconclusive($"{name} is not here: set {DataSetOptions.DataDirectoryVariable} to a data directory that has it.");
        return path;
    }
}
