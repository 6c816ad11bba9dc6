using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>Finds ports that nobody uses.</summary>
internal static class LoopbackPorts
{
    /// <summary>A free port of 127.0.0.1 for each port of an image.</summary>
    /// <param name="there">The ports in the image.</param>
    public static IReadOnlyList<ForwardedPort> Forward(IEnumerable<int> there)
    {
        // All are held until the last one is known, so that no two are the same.
        var held = there.Distinct().Select(port => (Port: port, Listener: new TcpListener(IPAddress.Loopback, 0))).ToArray();
        try
        {
            foreach (var (_, listener) in held) listener.Start();
            return [.. held.Select(h => new ForwardedPort(((IPEndPoint)h.Listener.LocalEndpoint).Port, h.Port))];
        }
        finally
        {
            foreach (var (_, listener) in held) listener.Dispose();
        }
    }
}
