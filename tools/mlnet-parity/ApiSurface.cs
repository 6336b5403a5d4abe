using System.Reflection;

namespace MlPipelines.MLNetParity;

/// <summary>The public types of a library, and of each its public members, inherited ones too, as signatures.</summary>
public sealed class ApiSurface
{
    /// <summary>The assemblies of the packages that the embedded projects stand in for; the embedded Microsoft.ML is one assembly.</summary>
    public static readonly string[] AssemblyNames =
    [
        "Microsoft.ML", "Microsoft.ML.Core", "Microsoft.ML.CpuMath", "Microsoft.ML.Data", "Microsoft.ML.DataView", "Microsoft.ML.FastTree",
        "Microsoft.ML.KMeansClustering", "Microsoft.ML.PCA", "Microsoft.ML.StandardTrainers", "Microsoft.ML.Transforms",
    ];

    // What every object has says nothing of a library.
    private static readonly string[] CommonMembers = ["Equals(object)", "GetHashCode()", "GetType()", "ToString()"];

    /// <summary>For each type its members. A type without members has an empty set.</summary>
    public SortedDictionary<string, SortedSet<string>> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The surface of the library that this program runs on.</summary>
    public static ApiSurface OfThisLibrary()
    {
        var surface = new ApiSurface();
        foreach (var path in AssemblyNames.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll")).Where(File.Exists))
        {
            foreach (var type in Assembly.LoadFrom(path).GetExportedTypes())
                surface.Types[Signature.Of(type)] = MembersOf(type);
        }
        return surface;
    }

    /// <summary>Writes a line for each type and one for each member, as type, tab, member.</summary>
    public void Save(string path) =>
        File.WriteAllLines(path, Types.SelectMany(type => type.Value.Select(member => $"{type.Key}\t{member}").Prepend(type.Key)));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static ApiSurface Load(string path)
    {
        var surface = new ApiSurface();
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split('\t');
            if (parts.Length == 1)
                surface.Types[parts[0]] = new SortedSet<string>(StringComparer.Ordinal);
            else
                surface.Types[parts[0]].Add(parts[1]);
        }
        return surface;
    }

    private static SortedSet<string> MembersOf(Type type)
    {
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Where(member => member.DeclaringType?.Assembly == type.Assembly || member.DeclaringType?.Namespace?.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true)
            .Where(member => member is not MethodInfo { IsSpecialName: true } || member.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(member => member is not (Type or FieldInfo { IsSpecialName: true }))
            .Select(Signature.Of);
        if (typeof(Delegate).IsAssignableFrom(type))
            members = members.Where(member => member.StartsWith("Invoke(", StringComparison.Ordinal));
        var set = new SortedSet<string>(members, StringComparer.Ordinal);
        set.ExceptWith(CommonMembers);
        return set;
    }
}
