using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Bivouac.Rules.Inputs;

/// <summary>The names that the definition language itself has members for. They may be newer than the tables, and are never called unknown.</summary>
/// <typeparam name="T">The type, for example <see cref="KernelFlavor"/>.</typeparam>
internal static class LanguageNames<T>
{
    private static readonly Lazy<Dictionary<string, string>> Members = new(() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(T)).ToDictionary(p => p.GetValue(null)!.ToString()!, p => p.Name, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Members.Value.Keys;

    /// <summary>Whether there is a member of the name.</summary>
    public static bool Has(string name) => Members.Value.ContainsKey(name);

    /// <summary>How C# says the name: the member, or a new one.</summary>
    public static string Expression(string name) =>
        Members.Value.TryGetValue(name, out var member) ? typeof(T).Name + "." + member : "new " + typeof(T).Name + "(\"" + name + "\")";
}
