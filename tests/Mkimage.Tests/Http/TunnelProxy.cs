using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>A proxy on the loopback address whose tunnels all lead to one port of this machine, whatever they are asked for.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int port;
    private readonly Task loop;

    public TunnelProxy(int port)
    {
        this.port = port;
        listener.Start();
        loop = Task.Run(ServeAsync);
    }

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>The first lines of the requests.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await loop;
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(closing.Token);
                await TunnelAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test ended, or the client went.
        }
    }

    private async Task TunnelAsync(NetworkStream client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(one, closing.Token) == 0) return;
            head.Append((char)one[0]);
        }

        Asked.Enqueue(head.ToString().Split("\r\n")[0]);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, closing.Token);
        await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), closing.Token);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), closing.Token), server.GetStream().CopyToAsync(client, closing.Token));
    }
}
