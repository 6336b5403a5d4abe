using MlPipelines.MLNetParity;
using MlPipelines.MLNetParity.Commands;

// See README.md.
return args switch
{
    [] or ["compare"] => CompareCommand.Run(GenuineRecords.Kept),
    ["compare", var folder] => CompareCommand.Run(folder),
    ["record", var folder] => RecordCommand.Run(folder),
    ["both"] => BothCommand.Run(),
    ["members"] => MembersCommand.Run(),
    ["errors"] => ErrorsCommand.Run(""),
    ["errors", var programs] => ErrorsCommand.Run(programs),
    ["messages", var file] => ErrorsCommand.Write(file),
    ["surface", var file] => MembersCommand.WriteSurface(file),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: MLNetParity [compare [FOLDER] | record FOLDER | both | members | errors [PROGRAMS] | messages FILE | surface FILE]");
    return 2;
}
