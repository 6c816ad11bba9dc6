using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Bivouac.Rules.Mkimage;

/// <summary>The names that the definition language itself has members for. They may be newer than the tables, and are never called unknown.</summary>
/// <typeparam name="T">The type, for example <see cref="KernelFlavor"/>.</typeparam>
internal static class LanguageNames<T>
{
    private static readonly Lazy<HashSet<string>> Names = new(() => new(
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(T)).Select(p => p.GetValue(null)!.ToString()!), StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Names.Value;

    /// <summary>Whether there is a member of the name.</summary>
    public static bool Has(string name) => Names.Value.Contains(name);
}
