using MlPipelines.OpenReferences;

if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: open-references IN.dll OUT.dll");
    return 2;
}

// Written under another name and renamed, because two builds at once may write the same copy.
var unfinished = $"{args[1]}.{Environment.ProcessId}";
File.WriteAllBytes(unfinished, OpenedAssembly.Of(File.ReadAllBytes(args[0])));
File.Move(unfinished, args[1], overwrite: true);
return 0;
