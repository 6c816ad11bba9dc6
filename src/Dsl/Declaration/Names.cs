using System;
using System.Linq;

namespace Bivouac;

/// <summary>Checks names that become words of a shell variable.</summary>
internal static class Names
{
    /// <summary>Returns the name when it is one word that no shell would read as more.</summary>
    /// <exception cref="ArgumentException">The name is empty or has characters other than letters, digits, <c>_ . + -</c>.</exception>
    public static string Check(string name, string parameter, string what)
    {
        if (!IsWord(name))
            throw new ArgumentException($"'{name}' is not a {what}; use letters, digits, '_', '.', '+' and '-', starting with a letter or digit", parameter);
        return name;
    }

    /// <summary>Returns the name of a download or build step: it is the name of a file beside the scripts as well.</summary>
    /// <exception cref="ArgumentException">The name is empty or has characters other than small letters, digits, <c>. _ -</c>.</exception>
    public static string CheckVendor(string name, string parameter, string what)
    {
        if (!IsVendor(name))
            throw new ArgumentException($"'{name}' is not the name of a {what}; use small letters, digits, '.', '_' and '-', starting with a letter or digit", parameter);
        return name;
    }

    /// <summary>Returns the name of a user or group as adduser takes it.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string CheckAccount(string name, string parameter, string what)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 32 || name[0] is not ((>= 'a' and <= 'z') or '_') || !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            throw new ArgumentException($"'{name}' is not the name of a {what}; use small letters, digits, '_' and '-', a letter first, 32 characters at most", parameter);
        return name;
    }

    /// <summary>Whether the name is a shell variable's: letters, digits, underscores, no digit first.</summary>
    public static bool IsVariable(string? name) => IsProfileName(name) && name![0] is not (>= '0' and <= '9');

    private static bool IsVendor(string? name) =>
        !string.IsNullOrEmpty(name) && name!.Length <= 100 && name[0] is not ('.' or '_' or '-') && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-');

    /// <summary>Whether the name is one word of letters, digits, <c>_ . + -</c> that starts with a letter, digit or underscore.</summary>
    public static bool IsWord(string? name) =>
        !string.IsNullOrEmpty(name) && name![0] is not ('-' or '.' or '+') && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '+' or '-');

    /// <summary>Whether the name is a host name or domain: letters, digits and dashes, parts by dots, 64 characters at most.</summary>
    public static bool IsHostname(string? name) =>
        !string.IsNullOrEmpty(name) && name!.Length <= 64 && name.Split('.').All(p =>
            p.Length > 0 && p[0] != '-' && p[p.Length - 1] != '-' &&
            p.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'));

    /// <summary>Whether the name can stand in a shell function's name: letters, digits, underscores.</summary>
    public static bool IsProfileName(string? name) =>
        !string.IsNullOrEmpty(name) && name!.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
}
