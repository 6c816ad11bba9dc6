using System.Globalization;
using System.IO;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>A key of the tests' own.</summary>
internal sealed class SshKey
{
    public SshKey(string file)
    {
        File = file;
        Tool.Run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
        Public = System.IO.File.ReadAllText(Path.ChangeExtension(file, ".pub"));
    }

    /// <summary>The private half's file.</summary>
    public string File { get; }

    /// <summary>The public half.</summary>
    public string Public { get; }

    /// <summary>The command that logs in with it.</summary>
    public string[] Login(string user, string address, int port, params string[] command) =>
    [
        "/usr/bin/ssh", "-F", "none", "-i", File, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "ConnectTimeout=3", "-o", "LogLevel=ERROR",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-p", port.ToString(CultureInfo.InvariantCulture), user + "@" + address, .. command,
    ];
}
