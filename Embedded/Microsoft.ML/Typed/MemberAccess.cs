using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Makes delegates that read and write members: made once for a view or engine, so that no row needs reflection.</summary>
internal static class MemberAccess
{
    /// <summary>Reads a member.</summary>
    /// <exception cref="InvalidOperationException">The property cannot be read.</exception>
    public static Func<TRow, TValue> Getter<TRow, TValue>(TypedMember member)
        where TRow : class
    {
        if (member.Info is PropertyInfo property)
        {
            var method = property.GetGetMethod()
                ?? throw new InvalidOperationException($"Property '{property.Name}' of {property.DeclaringType} has no public getter, so that its column cannot be read.");
            if (property.DeclaringType!.IsClass)
                return method.CreateDelegate<Func<TRow, TValue>>();
        }
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, member.Info), row).Compile();
    }

    /// <summary>Writes a member.</summary>
    /// <exception cref="InvalidOperationException">The member cannot be written.</exception>
    public static Action<TRow, TValue> Setter<TRow, TValue>(TypedMember member)
        where TRow : class
    {
        if (member.Info is PropertyInfo property)
        {
            var method = property.GetSetMethod()
                ?? throw new InvalidOperationException($"Property '{property.Name}' of {property.DeclaringType} has no public setter, so that its column cannot be written.");
            return method.CreateDelegate<Action<TRow, TValue>>();
        }
        if (((FieldInfo)member.Info).IsInitOnly)
            throw new InvalidOperationException($"Field '{member.Name}' of {member.Info.DeclaringType} is readonly, so that its column cannot be written.");
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(Expression.MakeMemberAccess(row, member.Info), value), row, value).Compile();
    }

    /// <summary>Whether the member can be read as well.</summary>
    public static bool CanRead(TypedMember member) => member.Info is FieldInfo or PropertyInfo { CanRead: true };
}
