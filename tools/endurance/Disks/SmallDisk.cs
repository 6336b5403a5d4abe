using System.ComponentModel;
using System.Diagnostics;

namespace MlPipelines.Endurance.Disks;

/// <summary>A file system in memory, for those who may mount one (root on Linux).</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 64;

    private readonly TemporaryFolder _folder;

    private SmallDisk(TemporaryFolder folder, string path) => (_folder, Path) = (folder, path);

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts one; null where that is not allowed.</summary>
    public static SmallDisk? TryMount()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var folder = new TemporaryFolder();
        var path = folder.Make("disk");
        if (Mount("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", path))
            return new SmallDisk(folder, path);
        folder.Dispose();
        return null;
    }

    /// <summary>Fills it, but for so many bytes.</summary>
    public void Fill(long butFor)
    {
        using var file = File.Create(Filler);
        var block = new byte[4096];
        for (var left = new DriveInfo(Path).AvailableFreeSpace - butFor; left > block.Length; left -= block.Length)
            file.Write(block);
    }

    /// <summary>Makes the room free again.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Forbids or allows writing.</summary>
    public void SetReadOnly(bool value)
    {
        if (!Mount("mount", "-o", value ? "remount,ro" : "remount,rw", Path))
            throw new InvalidOperationException($"{Path} could not be mounted anew.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Mount("umount", Path))
            throw new InvalidOperationException($"{Path} could not be unmounted.");
        _folder.Dispose();
    }

    private static bool Mount(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
