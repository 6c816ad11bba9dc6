using System;
using System.Collections.Concurrent;
using System.Reflection;

namespace Bivouac.Replay;

/// <summary>Makes delegates of the types that the builder takes from functions over objects.</summary>
internal static class Delegates
{
    private static readonly ConcurrentDictionary<Type, MethodInfo?> Makers = new();

    /// <summary>The delegate, or null when the type is none of Action&lt;T&gt; and Func&lt;T, TResult&gt;.</summary>
    public static Delegate? Make(Type type, Func<object?, object?> body) =>
        (Delegate?)Makers.GetOrAdd(type, Maker)?.Invoke(null, [body]);

    private static MethodInfo? Maker(Type type)
    {
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var name = definition == typeof(Action<>) ? nameof(Action) : definition == typeof(Func<,>) ? nameof(Func) : null;
        return name is null ? null : typeof(Delegates).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GetGenericArguments());
    }

    private static Action<T> Action<T>(Func<object?, object?> body) => x => body(x);

    private static Func<T, TResult> Func<T, TResult>(Func<object?, object?> body) => x => (TResult)body(x)!;
}
