using System.Reflection;

namespace MlPipelines.MLNetParity;

/// <summary>Types and members as short signatures: types of members without their namespaces.</summary>
internal static class Signature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    /// <summary>A public type with its namespace.</summary>
    public static string Of(Type type) => $"{type.Namespace}.{ShortName(type)}";

    /// <summary>A member: a field, property or event by its name, a method or constructor with the types of its parameters.</summary>
    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor.GetParameters())})",
        MethodInfo { IsGenericMethodDefinition: true } method =>
            $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(ShortName))}>({Parameters(method.GetParameters())})",
        MethodInfo method => $"{method.Name}({Parameters(method.GetParameters())})",
        PropertyInfo property when property.GetIndexParameters() is { Length: > 0 } indices => $"this[{Parameters(indices)}]",
        _ => member.Name,
    };

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        if (!parameter.ParameterType.IsByRef)
            return ShortName(parameter.ParameterType);
        var kind = parameter.IsOut ? "out" : parameter.IsIn ? "in" : "ref";
        return $"{kind} {ShortName(parameter.ParameterType.GetElementType()!)}";
    }

    private static string ShortName(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{ShortName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{ShortName(value)}?";
        if (type.IsGenericParameter)
            return type.Name;
        var arguments = type.GetGenericArguments();
        return Nested(type, arguments);
    }

    // The arguments of a nested type begin with those of the types around it.
    private static string Nested(Type type, Type[] arguments)
    {
        var own = type.Name.Split('`')[0];
        var outer = type.DeclaringType;
        var inherited = outer?.GetGenericArguments().Length ?? 0;
        var prefix = outer is null ? "" : Nested(outer, arguments[..inherited]) + ".";
        var rest = arguments[inherited..];
        return prefix + own + (rest.Length == 0 ? "" : $"<{string.Join(", ", rest.Select(ShortName))}>");
    }
}
