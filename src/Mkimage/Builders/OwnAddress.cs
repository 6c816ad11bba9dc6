using System;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>The addresses of this machine, and who else reaches them.</summary>
internal static class OwnAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether a host of a URL is nobody but who asks: <c>127.0.0.1</c>, <c>localhost</c>, or a name that this machine gives itself.</summary>
    /// <param name="host">The host, as a URL has it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<bool> IsLoopbackAsync(string host, CancellationToken cancellationToken)
    {
        host = host.Trim('[', ']');
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        if (IPAddress.TryParse(host, out var literal))
            return IsLoopback(literal);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var addresses = await Dns.GetHostAddressesAsync(host, patience.Token).ConfigureAwait(false);
            return addresses.Length > 0 && addresses.All(IsLoopback);
        }
        catch (Exception e) when (e is SocketException or ArgumentException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>An address of this machine that a container reaches, or null.</summary>
    /// <param name="gateway">The gateway that a container sees, when one could be asked.</param>
    public static string? ReachedFrom(string? gateway)
    {
        // A bridge without a container counts as down, and is up with the next one.
        var all = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static i => i.NetworkInterfaceType is not NetworkInterfaceType.Loopback)
            .Select(static i => i.GetIPProperties())
            .Select(static p => (Own: p.UnicastAddresses.Select(static a => a.Address).Where(static a => a.AddressFamily == AddressFamily.InterNetwork).ToList(), HasWay: p.GatewayAddresses.Count > 0))
            .ToList();

        // The bridge of an engine of this machine; without root, or in a machine of its own, an engine's gateway is none of this machine's.
        if (gateway is not null && all.Any(i => i.Own.Any(a => a.ToString() == gateway)))
            return gateway;
        return all.OrderByDescending(static i => i.HasWay).SelectMany(static i => i.Own).FirstOrDefault()?.ToString();
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
