using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>A proxy for http that asks one server, whatever host it is asked for.</summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Uri server;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentBag<Task> answers = [];
    private readonly Task loop;

    public ForwardProxy(IPAddress address, string server)
    {
        this.server = new Uri(server);
        listener = new TcpListener(address, 0);
        listener.Start();
        loop = Task.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Url => "http://" + listener.LocalEndpoint;

    /// <summary>Who asked for what: <c>ADDRESS URL</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await loop;
        await Task.WhenAll(answers);
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                answers.Add(AnswerAsync(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // It was disposed.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, closing.Token) == 1)
                    head.Append((char)one[0]);
                var line = head.ToString().Split("\r\n")[0].Split(' ');
                if (line.Length != 3)
                    return;
                Asked.Enqueue($"{((IPEndPoint)client.Client.RemoteEndPoint!).Address} {line[1]}");
                using var far = new TcpClient();
                await far.ConnectAsync(server.Host, server.Port, closing.Token);
                await far.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{line[0]} {new Uri(line[1]).PathAndQuery} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"), closing.Token);
                await far.GetStream().CopyToAsync(stream, closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or System.IO.IOException or UriFormatException)
        {
            // Who asked went, or the test ended.
        }
    }
}
