using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Experiments.Running;

/// <summary>Reads pictures of the user's for an experiment.</summary>
internal static class UserImages
{
    private const int MostSkipped = 20;

    /// <summary>Reads the pictures and tells what there is to know of them.</summary>
    /// <param name="experiment">The experiment's name, for errors.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="options">How they are read, with the experiment's numbers of rows.</param>
    /// <param name="loading">Told how far it is.</param>
    /// <param name="progress">Told what was found.</param>
    /// <param name="cancellation">Ends the reading early.</param>
    /// <exception cref="DataNotFoundException">There is no such folder or archive.</exception>
    /// <exception cref="DataFileException">A picture or the archive is damaged, or the folders are not those of classes.</exception>
    /// <exception cref="SuiteException">The options do not fit, or there are too few or too many classes.</exception>
    public static DataSet Load(
        string experiment, ImageSource source, ImageDataOptions options, IProgress<DataProgress> loading, IRunProgress progress,
        CancellationToken cancellation)
    {
        try
        {
            var read = ImageData.Load(source.Path, options, loading, cancellation);
            RequireTask(experiment, source, read.DataSet);
            foreach (var note in read.Notes)
                progress.Say($"    {note}");
            foreach (var skipped in read.Skipped.Take(MostSkipped))
                progress.Say($"    left out: {skipped.Name}: {skipped.Reason}");
            if (read.Skipped.Count > MostSkipped)
                progress.Say($"    and {read.Skipped.Count - MostSkipped} pictures more");
            progress.Say($"    {ClassShares.Of(read.DataSet)}");
            if (TaskText.RemarkOf(read.DataSet) is { } remark)
                progress.Say($"    {remark}");
            return read.DataSet;
        }
        catch (FileNotFoundException exception)
        {
            throw new DataNotFoundException(exception.Message, exception);
        }
        catch (ArgumentException exception)
        {
            throw new SuiteException($"The options for the pictures in {source.Path}: {ErrorText.Of(exception)}", exception);
        }
    }

    private static void RequireTask(string experiment, ImageSource source, DataSet data)
    {
        if (source.Task is not { } task || task == data.Task)
            return;
        var needed = task switch
        {
            LearningTask.Binary => "pictures of two classes, a folder for each",
            LearningTask.Multiclass => "pictures of three classes or more, a folder for each",
            _ => "numbers to learn, which pictures in folders do not have",
        };
        throw new SuiteException(
            $"The experiment '{experiment}' needs {needed}; found {data.ClassCount} classes in {source.Path}: "
                + $"{string.Join(", ", data.ClassNames.Take(10))}{(data.ClassCount > 10 ? " and others" : "")}.");
    }
}
