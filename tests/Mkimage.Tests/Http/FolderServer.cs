using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>Serves a folder over http, on the loopback address unless a test has another, many requests at a time, and badly where a test says so.</summary>
public sealed class FolderServer : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly string folder;
    private readonly Task loop;
    private readonly ConcurrentDictionary<Task, bool> answers = new();
    private readonly Lock counting = new();
    private readonly CancellationTokenSource closing = new();
    private int running;

    public FolderServer(string folder, IPAddress? address = null)
    {
        this.folder = folder;
        (listener, Url) = Listen(address ?? IPAddress.Loopback);
        loop = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>Who asked.</summary>
    public ConcurrentQueue<IPAddress> Clients { get; } = new();

    /// <summary>How many requests were answered at the same time at most.</summary>
    public int Peak { get; private set; }

    /// <summary>What goes wrong with a path; it is asked once a request, so that it may say something else the next time.</summary>
    public Func<string, Fault> Fault { get; set; } = static _ => Http.Fault.None;

    /// <summary>How long each answer takes at least.</summary>
    public TimeSpan Delay { get; set; }

    public async ValueTask DisposeAsync()
    {
        // Not Stop and then Close: that takes the port once more, which may be another's by then.
        listener.Close();
        await closing.CancelAsync();
        await loop;
        await Task.WhenAll(answers.Keys);
        closing.Dispose();
    }

    private static (HttpListener Listener, string Url) Listen(IPAddress address)
    {
        for (var tries = 0; ; tries++)
        {
            string url;
            using (var probe = new TcpListener(address, 0))
            {
                probe.Start();
                url = $"http://{address}:{((IPEndPoint)probe.LocalEndpoint).Port}";
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

            Clients.Enqueue(context.Request.RemoteEndPoint.Address);
            Paths.Enqueue(Uri.UnescapeDataString(context.Request.Url!.AbsolutePath));
            var answer = CountedAsync(context);
            answers[answer] = true;
        }
    }

    private async Task CountedAsync(HttpListenerContext context)
    {
        lock (counting) Peak = Math.Max(Peak, ++running);
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            context.Response.Abort(); // The client went, or the test ended.
        }
        finally
        {
            lock (counting) running--;
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath);
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, closing.Token);
        var fault = context.Request.Url.Query.Length > 0 ? Http.Fault.None : Fault(path);
        var file = Path.Combine(folder, path.TrimStart('/'));
        var response = context.Response;
        if (fault is Http.Fault.Error or Http.Fault.Missing or Http.Fault.Redirect || !File.Exists(file))
        {
            response.StatusCode = fault switch { Http.Fault.Error => 500, Http.Fault.Redirect => 302, _ => 404 };
            if (fault == Http.Fault.Redirect) response.RedirectLocation = Url + path + "?again";
            response.Close();
            return;
        }

        var content = await File.ReadAllBytesAsync(file, closing.Token);
        if (fault == Http.Fault.Corrupt) content[content.Length / 2] ^= 0xFF;
        response.ContentLength64 = content.Length;
        if (context.Request.HttpMethod != "HEAD")
            await response.OutputStream.WriteAsync(content.AsMemory(0, fault == Http.Fault.Truncate ? content.Length / 2 : content.Length), closing.Token);
        if (fault == Http.Fault.Truncate) response.Abort();
        else response.Close();
    }
}
