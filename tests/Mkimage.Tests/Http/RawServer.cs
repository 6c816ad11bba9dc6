using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>A server on the loopback address that sends exactly the bytes that a test tells it to, one request a connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<Task, bool> answers = new();
    private readonly X509Certificate2? certificate;
    private readonly Task loop;

    public RawServer(Func<RawRequest, RawAnswer, Task> answer, X509Certificate2? certificate = null)
    {
        Answer = answer;
        this.certificate = certificate;
        listener.Start();
        loop = Task.Run(ServeAsync);
    }

    public Func<RawRequest, RawAnswer, Task> Answer { get; set; }

    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    public IEnumerable<string> Seen => Requests.Select(static r => $"{r.Method} {r.Path}");

    /// <summary>A server whose paths are files: it knows ranges, their condition and entity tags (the content's hash).</summary>
    public static RawServer OfFiles(Dictionary<string, byte[]> files) => new((request, answer) =>
        files.TryGetValue(request.Path, out var bytes) ? answer.FileAsync(request, bytes) : answer.TextAsync("404 Not Found", "no"));

    public Uri Uri(string path) => new($"{(certificate is null ? "http" : "https")}://{(certificate is null ? "127.0.0.1" : "localhost")}:{((IPEndPoint)listener.LocalEndpoint).Port}{path}");

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await loop;
        await Task.WhenAll(answers.Keys);
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
            {
                return;
            }

            answers[OneAsync(client)] = true;
        }
    }

    private async Task OneAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = await SecureAsync(client.GetStream());
                await using (stream)
                {
                    if (await ReadAsync(stream) is not { } request) return;
                    Requests.Enqueue(request);
                    await Answer(request, new RawAnswer(stream, closing.Token));
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // The client went, or the test ended.
            }
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream stream)
    {
        if (certificate is null) return stream;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, closing.Token);
        return secure;
    }

    private async Task<RawRequest?> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, closing.Token) == 0) return null;
            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        return new RawRequest(
            first[0],
            first[1],
            lines.Skip(1).Select(static l => l.Split(": ", 2)).ToDictionary(static p => p[0], static p => p[1], StringComparer.OrdinalIgnoreCase));
    }
}
