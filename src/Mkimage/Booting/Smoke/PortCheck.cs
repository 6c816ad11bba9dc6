using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting.Machines;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>A port of the image accepts a connection.</summary>
/// <param name="port">The port.</param>
/// <param name="monitor">Knows whether the machine accepted it.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PortCheck(ForwardedPort port, MachineMonitor monitor, TimeProvider clock) : ISmokeCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // While the machine has no address, QEMU holds the connection open; a new one is answered sooner than an old one.
    private const int LooksAtOne = 10;

    /// <inheritdoc/>
    public string Missing => FormattableString.Invariant($"nothing accepts a connection on port {port.There}");

    /// <inheritdoc/>
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        while (!await IsAcceptedAsync(cancellationToken).ConfigureAwait(false)) await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        return FormattableString.Invariant($"port {port.There} accepts connections");
    }

    private async Task<bool> IsAcceptedAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port.Here, cancellationToken).ConfigureAwait(false);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var answer = client.GetStream().ReadAsync(new byte[1], over.Token).AsTask();
            for (var i = 0; i < LooksAtOne; i++)
            {
                if (answer.IsCompleted) return await answer.ConfigureAwait(false) > 0;
                if (await monitor.IsEstablishedAsync(port, cancellationToken).ConfigureAwait(false)) return true;
                await Task.WhenAny(answer, Task.Delay(Pause, clock, cancellationToken)).ConfigureAwait(false);
            }

            return false;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // Refused there, or QEMU is not that far, or has ended, which is told by others.
            return false;
        }
    }
}
