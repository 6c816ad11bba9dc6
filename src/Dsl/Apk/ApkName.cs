namespace Bivouac.Apk;

/// <summary>What a package may be called.</summary>
public static class ApkName
{
    /// <summary>
    /// Whether <paramref name="name"/> is a valid package name: letters, digits, <c>.</c> <c>_</c> <c>+</c> <c>-</c>,
    /// and a letter or digit first. This is what abuild accepts (<c>verify_pkgname</c> in abuild.in), so no package
    /// of Alpine has another name. Names that are only provided (<c>so:</c>, <c>cmd:</c>, <c>pc:</c>) are not package names.
    /// </summary>
    /// <param name="name">The name, without version, operator or tag; null is not valid.</param>
    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || !IsLetterOrDigit(name![0])) return false;
        foreach (var c in name)
            if (!IsLetterOrDigit(c) && c is not ('.' or '_' or '+' or '-'))
                return false;
        return true;
    }

    internal static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
