using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Rules.Overlay;

/// <summary>What a call of curl or wget fetches.</summary>
internal static class ShellDownload
{
    private static readonly Regex Address = new(@"\A(?:https?|ftp)://(?:[^/@]*@)?(?<host>\[[^\]/]*\]|[^/:?#]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Own = new(@"\A(?:localhost|127\.[0-9.]+|\[::1\]|0\.0\.0\.0|169\.254\.[0-9.]+)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Options by which nothing is fetched, or nothing of it kept.</summary>
    private static readonly HashSet<string> NoDownload = new(["--spider", "-I", "--head", "-d", "--data", "--data-raw", "--data-binary", "--json", "-F", "--form", "-T", "--upload-file", "--post-data", "--post-file"], StringComparer.Ordinal);

    private static readonly HashSet<string> OtherAddresses = new(["-e", "--referer", "-x", "--proxy", "--preproxy", "-H", "--header", "-A", "-U", "--user-agent"], StringComparer.Ordinal);

    /// <summary>Whether anything is fetched, and not thrown away. (wget has -T for a time limit.)</summary>
    public static bool Keeps(ShellCommand command) =>
        !command.Arguments.Any(a => (NoDownload.Contains(a.Text.Split('=')[0]) && !(a.Text == "-T" && command.Name == "wget")) || a.Text == "/dev/null") && !command.Redirections.Any(r => r.Text == "/dev/null");

    /// <summary>The arguments without the values of options that take an address: proxies and the like.</summary>
    public static IEnumerable<string> Addresses(ShellCommand command)
    {
        var before = "";
        foreach (var word in command.Arguments)
        {
            if (!OtherAddresses.Contains(before)) yield return word.Text;
            before = word.Text;
        }
    }

    /// <summary>The first host that something is fetched from, or null.</summary>
    public static string? HostOf(ShellCommand command) =>
        Addresses(command).Select(a => Address.Match(a)).Where(m => m.Success).Select(m => m.Groups["host"].Value).FirstOrDefault(IsElsewhere);

    /// <summary>Whether a host is another machine. One that the shell puts in may be this one, and a link-local address serves an instance its own data.</summary>
    public static bool IsElsewhere(string host) => host.Length > 0 && !host.Contains('$') && !host.Contains('`') && !Own.IsMatch(host);
}
