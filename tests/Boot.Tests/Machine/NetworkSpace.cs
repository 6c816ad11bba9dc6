using System;
using System.Globalization;
using System.IO;
using Bivouac.Dsl.Tests.Shell;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>A network namespace, without an interface but for a loopback that is down.</summary>
internal sealed class NetworkSpace : IDisposable
{
    private readonly GuardedProcess _holder;

    public NetworkSpace()
    {
        _holder = new("/dev/null", "/usr/bin/unshare", "--net", "/bin/sleep", "infinity");
        Eventually.Until(() => new FileInfo(Namespace(Pid)).LinkTarget != new FileInfo("/proc/self/ns/net").LinkTarget, "there is a network namespace", () => "");
    }

    /// <summary>A process in it.</summary>
    public string Pid => _holder.Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>The words that make a command run in it.</summary>
    public string[] Enter => ["/usr/bin/nsenter", "--net=" + Namespace(Pid), "--"];

    /// <summary>Runs a program of this machine in it.</summary>
    public string Run(params string[] command) => Tool.Run([.. Enter, .. command]);

    /// <summary>Runs a program of this machine in it and tells how it ended.</summary>
    public ChildResult Try(params string[] command) => Tool.Try([.. Enter, .. command]);

    public void Dispose() => _holder.Dispose();

    private static string Namespace(string pid) => "/proc/" + pid + "/ns/net";
}
