using System;
using System.Globalization;
using System.Linq;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>What <c>ssh://[user@]host[:port][/dir]</c> says.</summary>
/// <param name="User">The user there; null leaves it to the user's ssh configuration.</param>
/// <param name="Host">A name, an alias of the user's ssh configuration, or an address; an IPv6 address without brackets.</param>
/// <param name="Port">The port; null leaves it to the configuration.</param>
/// <param name="Directory">The work directory there, absolute and without a slash at its end; null when none is given.</param>
internal sealed record SshTarget(string? User, string Host, int? Port, string? Directory)
{
    /// <summary>What a URL of this kind begins with.</summary>
    public const string Scheme = "ssh://";

    /// <summary>How the machine is called: the URL without the folder.</summary>
    public string Name => Scheme
        + (User is null ? "" : User + "@")
        + (Host.Contains(':') ? $"[{Host}]" : Host)
        + (Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "");

    /// <summary>What a user types to get there by hand.</summary>
    public string ByHand => "ssh " + (Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"-p {port} ") : "") + (User is null ? "" : User + "@") + Host;

    /// <summary>Reads a URL strictly.</summary>
    /// <param name="url">The URL.</param>
    /// <exception cref="DriverException">It is none of this kind; what is wrong with it is told (<see cref="ExitCode.Usage"/>).</exception>
    public static SshTarget Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            throw Wrong(url, "it does not begin with ssh://");
        if (url.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw Wrong(url, "it holds a space or a control character (a space is written %20)");
        if (url.IndexOfAny(['?', '#']) >= 0)
            throw Wrong(url, "it holds a '?' or a '#'");
        var rest = url[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? null : authority[..at];
        if (user is not null)
            CheckUser(url, user);
        var (host, port) = HostAndPort(url, authority[(at + 1)..]);
        return new SshTarget(user, host, port, slash < 0 ? null : Plain(url, Uri.UnescapeDataString(rest[slash..])));
    }

    /// <summary>The same machine with a work directory that is given elsewhere.</summary>
    /// <param name="folder">The whole path of a folder there.</param>
    /// <exception cref="DriverException">It is no whole path (<see cref="ExitCode.Usage"/>).</exception>
    public SshTarget In(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return this with { Directory = folder.StartsWith('/') ? Plain(Name, folder) : throw Wrong(Name, $"'{folder}' is not the whole path of a folder there") };
    }

    private static void CheckUser(string url, string user)
    {
        if (user.Contains(':'))
            throw Wrong(url, "it holds a password, which would be seen by everybody; keys are had from the ssh agent");
        if (user.Length == 0 || user[0] == '-' || !user.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw Wrong(url, $"'{user}' is no user name");
    }

    private static (string Host, int? Port) HostAndPort(string url, string text)
    {
        string host;
        string? port = null;
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || !System.Net.IPAddress.TryParse(text[1..end], out _))
                throw Wrong(url, $"'{text}' is no IPv6 address in brackets");
            host = text[1..end];
            if (end + 1 < text.Length)
                port = text[end + 1] == ':' ? text[(end + 2)..] : throw Wrong(url, $"'{text[(end + 1)..]}' follows the address");
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            host = colon < 0 ? text : text[..colon];
            port = colon < 0 ? null : text[(colon + 1)..];
            if (host.Length == 0)
                throw Wrong(url, "it names no host");

            // A name that begins with a dash would be an option of ssh.
            if (host[0] == '-' || !host.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'))
                throw Wrong(url, $"'{host}' is no host name (an IPv6 address stands in brackets)");
        }

        if (port is null)
            return (host, null);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? (host, number)
            : throw Wrong(url, $"'{port}' is no port");
    }

    private static string? Plain(string url, string path)
    {
        var folder = path.TrimEnd('/');
        if (folder.Length == 0)
            return null;
        if (folder.Any(char.IsControl) || folder.Split('/').Skip(1).Any(static p => p is "" or "." or ".." or "~"))
            throw Wrong(url, $"'{folder}' is not the whole path of a folder");
        return folder;
    }

    private static DriverException Wrong(string url, string why) => new(
        ExitCode.Usage,
        $"'{url}' is no builder",
        why,
        "Pass --builder ssh://[user@]host[:port][/dir], such as ssh://build@alpine.example.org/var/tmp/bivouac.");
}
