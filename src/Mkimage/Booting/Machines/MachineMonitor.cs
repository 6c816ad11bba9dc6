using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Booting.Machines;

/// <summary>Asks QEMU through its monitor (QMP).</summary>
/// <param name="socketPath">The monitor's socket.</param>
internal sealed class MachineMonitor(string socketPath)
{
    /// <summary>
    /// Whether a connection through a forwarded port has been accepted in the machine. QEMU accepts it here at once, whether or not
    /// anything listens there.
    /// </summary>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="IOException">QEMU does not answer.</exception>
    /// <exception cref="SocketException">QEMU does not answer.</exception>
    public async Task<bool> IsEstablishedAsync(ForwardedPort port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken).ConfigureAwait(false);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        await writer.WriteLineAsync("""{"execute":"qmp_capabilities"}""".AsMemory(), cancellationToken).ConfigureAwait(false);
        await writer.WriteLineAsync("""{"execute":"human-monitor-command","arguments":{"command-line":"info usernet"}}""".AsMemory(), cancellationToken).ConfigureAwait(false);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            // Between the answers stand a greeting and events; the answer to the first question is an empty object.
            if (JsonNode.Parse(line) is JsonObject told && told["return"] is JsonValue table) return table.GetValue<string>().Split('\n').Any(row => IsRowOf(port, row));
        }

        throw new EndOfStreamException("QEMU closed its monitor.");
    }

    // TCP[ESTABLISHED]   12       127.0.0.1 45123       10.0.2.15    80     0     0
    private static bool IsRowOf(ForwardedPort port, string row) =>
        row.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["TCP[ESTABLISHED]", _, _, var here, _, var there, ..]
        && here == FormattableString.Invariant($"{port.Here}") && there == FormattableString.Invariant($"{port.There}");
}
