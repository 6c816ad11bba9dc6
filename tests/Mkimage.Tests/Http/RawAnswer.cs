using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>What a <see cref="RawServer"/> sends; the connection ends with it.</summary>
internal sealed class RawAnswer(Stream stream, CancellationToken closing)
{
    public CancellationToken Closing => closing;

    public static string Tag(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}\"";

    /// <summary>Sends the status line and header lines.</summary>
    public async Task HeadAsync(string status, params string[] headers) =>
        await SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(Array.ConvertAll(headers, static h => h + "\r\n"))}Connection: close\r\n\r\n"));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, closing);
        await stream.FlushAsync(closing);
    }

    public async Task TextAsync(string status, string text, string type = "text/plain")
    {
        await HeadAsync(status, $"Content-Type: {type}", $"Content-Length: {Encoding.UTF8.GetByteCount(text)}");
        await SendAsync(Encoding.UTF8.GetBytes(text));
    }

    public Task RedirectAsync(string location) => HeadAsync("302 Found", $"Location: {location}", "Content-Length: 0");

    /// <summary>Sends a file as a good server does, or only so many of its bytes.</summary>
    public async Task FileAsync(RawRequest request, byte[] bytes, int? cut = null, string? validator = null)
    {
        var proof = validator ?? $"ETag: {Tag(bytes)}";
        var from = (int)(request.From is { } n && (request.IfRange is null || proof.EndsWith(request.IfRange, StringComparison.Ordinal)) ? n : 0);
        var rest = bytes.Length - from;
        if (from > 0)
            await HeadAsync("206 Partial Content", proof, $"Content-Length: {rest}", $"Content-Range: bytes {from}-{bytes.Length - 1}/{bytes.Length}");
        else
            await HeadAsync("200 OK", proof, $"Content-Length: {rest}", "Content-Type: application/octet-stream");
        if (request.Method != "HEAD")
            await SendAsync(bytes.AsMemory(from, Math.Min(rest, cut ?? rest)));
    }

    /// <summary>Waits until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, closing);
}
