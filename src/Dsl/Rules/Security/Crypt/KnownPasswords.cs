using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Security.Crypt;

/// <summary>The passwords that are tried first by whoever finds a login.</summary>
internal static class KnownPasswords
{
    private const int MaxKept = 256;

    /// <summary>Rounds for all passwords of one hash together: the slower a hash is, the fewer are tried.</summary>
    private const int MaxRounds = 600_000;

    private static readonly string[] Common = ["", "root", "toor", "alpine", "admin", "password", "changeme", "123456", "live", "rescue", "kiosk", "test", "1234", "12345", "12345678", "secret", "linux", "guest", "user", "default"];

    private static readonly ConcurrentDictionary<string, string?> Kept = new(StringComparer.Ordinal);

    /// <summary>The password of a hash when it is a known one, else null.</summary>
    /// <param name="field">The password field.</param>
    /// <param name="names">Names that may be the password too: the user's, the host's.</param>
    public static string? Of(string field, params string[] names)
    {
        if (PasswordHash.Parse(field) is not { } hash) return null;
        var key = field + "\n" + string.Join("\n", names);
        if (Kept.TryGetValue(key, out var known)) return known;
        if (Kept.Count >= MaxKept) Kept.Clear();
        return Kept[key] = Candidates(names).Take(Math.Max(6, MaxRounds / hash.Rounds)).FirstOrDefault(hash.IsOf);
    }

    private static IEnumerable<string> Candidates(string[] names) => names.Where(n => n.Length > 0).Concat(Common).Distinct(StringComparer.Ordinal);
}
