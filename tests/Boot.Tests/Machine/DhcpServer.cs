using System;
using System.IO;
using System.Text.RegularExpressions;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>A DHCP server at the other end of a wire: udhcpd.</summary>
internal sealed class DhcpServer : IDisposable
{
    private readonly GuardedProcess _process;
    private readonly string _log;

    /// <param name="wire">The wire.</param>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="first">The last number of the first address that it gives.</param>
    /// <param name="seconds">How long its leases hold.</param>
    /// <param name="options">Further lines of its configuration.</param>
    public DhcpServer(Wire wire, string folder, int first = 20, int seconds = 600, string options = "")
    {
        _log = Path.Combine(folder, "log");
        var configuration = Path.Combine(folder, "conf");
        File.WriteAllText(configuration, FormattableString.Invariant($"""
            start 10.77.0.{first}
            end 10.77.0.{first + 9}
            interface wire
            min_lease 1
            option lease {seconds}
            option subnet 255.255.255.0
            option router {Wire.Address}
            lease_file {folder}/leases
            pidfile {folder}/pid
            {options}

            """));
        File.WriteAllText(Path.Combine(folder, "leases"), "");
        _process = new(_log, [.. wire.Space.Enter, "/usr/sbin/udhcpd", "-f", "-a", "100", configuration]);
    }

    /// <summary>How often it gave or renewed a lease.</summary>
    public int Leases => Regex.Count(File.ReadAllText(_log), "sending ACK");

    public void Dispose() => _process.Dispose();
}
