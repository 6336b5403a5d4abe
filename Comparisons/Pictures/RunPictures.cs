using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Suites;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>The pictures that a run's experiments declare, written into its folder.</summary>
internal static class RunPictures
{
    /// <summary>The folder's name in the run's folder.</summary>
    public const string FolderName = "pictures";

    /// <summary>Writes the pictures of an experiment, for each data set that has finished trials; returns how many.</summary>
    public static int Write(string runFolder, string suite, Experiment experiment, IEnumerable<TrialRecord> records, PictureFormat format = PictureFormat.Svg)
    {
        int written = 0;
        var own = records.Where(record => record.Trial.Suite == suite && record.Trial.Experiment.Name == experiment.Name && !record.Result.Failed);
        foreach (var group in own.GroupBy(record => record.Trial.DataSet))
        {
            var trials = group.ToList();
            bool several = experiment.DataSets.Count > 1, standIn = experiment.Csv is null && trials[0].Result.DataSet != group.Key;
            string title = $"{suite}/{experiment.Name}" + (several ? $" on {group.Key}" : "") + (standIn ? $" (on the stand-in {trials[0].Result.DataSet})" : "");
            foreach (var spec in experiment.Pictures)
            {
                if (spec.Of(title, trials) is not { } picture)
                    continue;
                string name = several ? $"{suite}-{experiment.Name}-{group.Key}-{spec.Name}" : $"{suite}-{experiment.Name}-{spec.Name}";
                PictureFiles.Write(Path.Combine(runFolder, FolderName), name, picture, format);
                written++;
            }
        }

        return written;
    }
}
