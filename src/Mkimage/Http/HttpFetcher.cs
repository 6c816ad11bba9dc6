using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>Speaks HTTP through HttpClient. The only class that does.</summary>
public sealed class HttpFetcher : IResumingFetcher, IDisposable
{
    private readonly HttpExchange exchange;
    private readonly HttpRetry retry;

    /// <summary>Creates it, with the proxies and the certificate authorities (<c>SSL_CERT_FILE</c>, <c>SSL_CERT_DIR</c>) that the user's environment names.</summary>
    public HttpFetcher()
        : this(Handler(), new HttpRetry(2, TimeSpan.FromSeconds(2)), TimeSpan.FromSeconds(60), plainOnLoopback: false)
    {
    }

    /// <summary>Creates it for a test: pauses have no length.</summary>
    /// <param name="handler">Answers requests; must not follow redirects itself.</param>
    /// <param name="retries">How many further tries there are.</param>
    /// <param name="stall">How long a server may say nothing.</param>
    /// <param name="plainOnLoopback">Whether this machine may be spoken to without https.</param>
    internal HttpFetcher(HttpMessageHandler handler, int retries, TimeSpan stall, bool plainOnLoopback = false)
        : this(handler, new HttpRetry(retries, TimeSpan.Zero), stall, plainOnLoopback)
    {
    }

    private HttpFetcher(HttpMessageHandler handler, HttpRetry retry, TimeSpan stall, bool plainOnLoopback)
    {
        this.retry = retry;
        exchange = new HttpExchange(handler, stall, plainOnLoopback);
    }

    /// <inheritdoc/>
    public async Task<HttpFile> DownloadAsync(
        HttpSource source,
        string destination,
        FileChecksum? expected,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var path = Path.GetFullPath(destination);
        var partial = new PartialFile(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            partial.Delete();
            try
            {
                var download = new HttpDownload(exchange, source, partial, expected, progress is null ? null : new BytesOnly(progress));
                var (file, actual) = await retry.RunAsync(source, download.TryAsync, cancellationToken).ConfigureAwait(false);
                if (expected is not null && actual != expected.Hex)
                    throw HttpFailures.Mismatch(source, expected, actual);
                partial.Finish();
                return file with { Path = path };
            }
            finally
            {
                partial.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotKept(source, path, "", e);
        }
    }

    /// <inheritdoc/>
    public async Task<HttpFile> ResumeAsync(
        HttpSource source,
        string destination,
        FileChecksum expected,
        IProgress<HttpProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(expected);
        var path = Path.GetFullPath(destination);
        var partial = new PartialFile(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var download = new HttpDownload(exchange, source, partial, expected, progress) { RefuseHtml = true };
            var (file, actual) = await retry.RunAsync(source, download.TryAsync, cancellationToken).ConfigureAwait(false);
            if (actual != expected.Hex && download.WasResumed)
            {
                // The bytes of the earlier run may be the wrong ones: a machine that lost its power leaves zeros.
                partial.Delete();
                (file, actual) = await retry.RunAsync(source, download.TryAsync, cancellationToken).ConfigureAwait(false);
            }

            if (actual != expected.Hex)
            {
                partial.Delete();
                throw HttpFailures.Mismatch(source, expected, actual);
            }

            partial.Finish();
            return file with { Path = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotKept(source, path, ": what has come is kept and gone on with", e);
        }
    }

    /// <inheritdoc/>
    public async Task<string> ReadTextAsync(HttpSource source, int longest = 1024 * 1024, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await retry.RunAsync(
            source,
            async token =>
            {
                using var answer = await exchange.SendAsync(source, HttpMethod.Get, null, null, token).ConfigureAwait(false);
                HttpFailures.Refuse(answer, source);
                using var text = new MemoryStream();
                await exchange.CopyAsync(answer, source, longest, (bytes, _) => text.WriteAsync(bytes, token), token).ConfigureAwait(false);
                return Encoding.UTF8.GetString(text.ToArray());
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<HttpHead> HeadAsync(HttpSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await retry.RunAsync(
            source,
            async token =>
            {
                var head = await AskAsync(HttpMethod.Head, null, token).ConfigureAwait(false);

                // Some servers refuse or do not know HEAD; signed object storage answers 403.
                if (head.Status is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.Forbidden))
                    return head;

                // One byte is asked for; an empty file has none, which 416 says.
                var part = await AskAsync(HttpMethod.Get, new RangeHeaderValue(0, 0), token).ConfigureAwait(false);
                return part.Status == HttpStatusCode.RequestedRangeNotSatisfiable
                    ? await AskAsync(HttpMethod.Get, null, token).ConfigureAwait(false)
                    : part;
            },
            cancellationToken).ConfigureAwait(false);

        async Task<HttpHead> AskAsync(HttpMethod method, RangeHeaderValue? range, CancellationToken token)
        {
            using var answer = await exchange.SendAsync(source, method, range, null, token).ConfigureAwait(false);
            HttpFailures.RefusePassing(answer);
            var headers = answer.Content.Headers;
            var length = answer.StatusCode == HttpStatusCode.PartialContent ? headers.ContentRange?.Length : headers.ContentLength;
            return new HttpHead(answer.RequestMessage!.RequestUri!, answer.StatusCode, length, headers.ContentType?.MediaType, answer.Headers.ETag?.Tag ?? headers.LastModified?.ToString("O", CultureInfo.InvariantCulture))
            {
                Date = answer.Headers.Date,
                Modified = headers.LastModified,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => exchange.Dispose();

    private static DriverException NotKept(HttpSource source, string path, string more, Exception e) => new(
        source.FailureCode,
        $"{source.Uri} cannot be kept in {Path.GetDirectoryName(path)}",
        e.Message.TrimEnd('.'),
        $"Make room there, or make it writable, and run it again{more}.",
        e);

    private static SocketsHttpHandler Handler() =>
        new() { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) };

    /// <summary>Tells the bytes alone.</summary>
    private sealed class BytesOnly(IProgress<long> progress) : IProgress<HttpProgress>
    {
        public void Report(HttpProgress value) => progress.Report(value.Bytes);
    }
}
