using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>Serves a folder over http on the loopback address.</summary>
public sealed class FolderServer : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly string folder;
    private readonly Task loop;

    public FolderServer(string folder)
    {
        this.folder = folder;
        (listener, Url) = Listen();
        loop = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<string> Paths { get; } = new();

    public async ValueTask DisposeAsync()
    {
        // Not Stop and then Close: that takes the port once more, which may be another's by then.
        listener.Close();
        await loop;
    }

    private static (HttpListener Listener, string Url) Listen()
    {
        for (var tries = 0; ; tries++)
        {
            string url;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            var listener = new HttpListener();
            listener.Prefixes.Add(url + "/");
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                // Another test took the port in between.
                ((IDisposable)listener).Dispose();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // It was stopped.
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
        Paths.Enqueue(path);
        using var response = context.Response;
        var file = Path.Combine(folder, path.TrimStart('/'));
        if (!File.Exists(file))
        {
            response.StatusCode = 404;
            return;
        }

        await using var content = File.OpenRead(file);
        response.ContentLength64 = content.Length;
        if (context.Request.HttpMethod != "HEAD")
            await content.CopyToAsync(response.OutputStream);
    }
}
