using System;
using System.Linq;

namespace Bivouac.Versioning;

/// <summary>Keys of the VERSIONS file.</summary>
public static class VersionKey
{
    private static readonly string[] ShellVariables =
    [
        "APKROOT", "APORTS", "ARCH", "BLUE", "CDPATH", "DESTDIR", "ENV", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "EXTRAREPOS", "FAKED_MODE", "FUNCNAME", "GREEN", "HISTFILE", "HOME",
        "HOSTNAME", "IFS", "ISO", "LANG", "LANGUAGE", "LINENO", "LOGNAME", "MAIL", "MAILCHECK", "MAILPATH", "MKSQUASHFS_OPTS", "NORMAL", "OLDPWD", "OPTARG", "OPTERR", "OPTIND", "OUTDIR",
        "PACKAGER_PRIVKEY", "PACKAGER_PUBKEY", "PATH", "PPID", "PROFILE", "PS1", "PS2", "PS4", "PWD", "RANDOM", "RED", "RELEASE", "REPOS", "REPOS_FILE", "SECONDS", "SECTION", "SHELL",
        "SHLVL", "SOURCE_DATE_EPOCH", "STRONG", "TERM", "TMPDIR", "TZ", "UID", "USER", "WORKDIR", "YELLOW",
    ];

    private static readonly string[] ShellPrefixes = ["ABUILD_", "FAKEROOT", "LC_", "LD_"];

    private static readonly string[] Members = ["Values", "Versions", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Whether the driver itself reads the key, so that no definition needs to.</summary>
    /// <param name="key">The key.</param>
    public static bool IsDriverKey(string key) =>
        key is "ALPINE_VERSION" or "ALPINE_RELEASE" or "APORTS_REF" or "APORTS_SHA256" || key.StartsWith("MINIROOTFS_SHA256_", StringComparison.Ordinal);

    /// <summary>Whether it is upper-case letters, digits and underscores, starting with a letter.</summary>
    /// <param name="key">The key.</param>
    public static bool IsValid(string key) =>
        key.Length > 0 && key[0] is >= 'A' and <= 'Z' && key.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');

    /// <summary>Why a well-formed key cannot be used all the same, or null.</summary>
    /// <param name="key">The key.</param>
    public static string? WhyReserved(string key)
    {
        if (ShellVariables.Contains(key) || ShellPrefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal))) return "mkimage.sh or the shell uses a variable of this name";
        return Members.Contains(MemberName(key)) ? "the generated class Versions has a member of this name already" : null;
    }

    /// <summary>The member of the generated class: <c>GO_VERSION</c> is <c>GoVersion</c>.</summary>
    /// <param name="key">The key.</param>
    public static string MemberName(string key) =>
        string.Concat(key.Split('_').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1).ToLowerInvariant()));

    /// <summary>A key that a member name could come from: <c>GoVersion</c> from <c>GO_VERSION</c>.</summary>
    /// <param name="memberName">The member.</param>
    public static string FromMemberName(string memberName)
    {
        if (memberName is null) throw new ArgumentNullException(nameof(memberName));
        return string.Concat(memberName.Select((c, i) => (i > 0 && c is >= 'A' and <= 'Z' ? "_" : "") + char.ToUpperInvariant(c)));
    }
}
