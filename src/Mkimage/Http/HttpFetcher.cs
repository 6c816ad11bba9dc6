using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>Speaks HTTP through HttpClient. The only class that does.</summary>
public sealed class HttpFetcher : IHttpFetcher, IDisposable
{
    private const int MostRedirects = 10;

    private readonly HttpClient client;
    private readonly TimeSpan[] pauses;
    private readonly TimeSpan stall;

    /// <summary>Creates it, with the proxies that the user's environment names.</summary>
    public HttpFetcher()
        : this(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) },
            [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)],
            TimeSpan.FromSeconds(60))
    {
    }

    /// <summary>Creates it for a test.</summary>
    /// <param name="handler">Answers requests; must not follow redirects itself.</param>
    /// <param name="pauses">How long to wait before each further try.</param>
    /// <param name="stall">How long a server may say nothing.</param>
    internal HttpFetcher(HttpMessageHandler handler, TimeSpan[] pauses, TimeSpan stall)
    {
        this.pauses = pauses;
        this.stall = stall;
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("bivouac/" + typeof(HttpFetcher).Assembly.GetName().Version!.ToString(3));
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
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        try
        {
            var (file, actual) = await TryAgainAsync(
                source,
                token => StreamAsync(source, partial, expected, progress, token),
                cancellationToken).ConfigureAwait(false);
            if (expected is not null && actual != expected.Hex)
            {
                throw new DriverException(
                    ExitCode.DownloadFailed,
                    $"{source.Uri} is not the expected file and was deleted",
                    $"its {expected.Algorithm.Name} is {actual}, expected was {expected.Hex}",
                    "Correct the pinned checksum if the file was meant to change; else tell who runs the server.");
            }

            File.Move(partial, path, overwrite: true);
            return file with { Path = path };
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <inheritdoc/>
    public async Task<string> ReadTextAsync(HttpSource source, int longest = 1024 * 1024, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await TryAgainAsync(
            source,
            async token =>
            {
                using var answer = await SendAsync(source, HttpMethod.Get, token).ConfigureAwait(false);
                RefuseFailure(answer, source);
                using var text = new MemoryStream();
                await CopyAsync(answer, source, longest, (bytes, _) => text.WriteAsync(bytes, token), token).ConfigureAwait(false);
                return Encoding.UTF8.GetString(text.ToArray());
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<HttpHead> HeadAsync(HttpSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await TryAgainAsync(
            source,
            async token =>
            {
                var head = await AskAsync(HttpMethod.Head, token).ConfigureAwait(false);

                // Some servers refuse or do not know HEAD; signed object storage answers 403.
                return head.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.Forbidden
                    ? await AskAsync(HttpMethod.Get, token).ConfigureAwait(false)
                    : head;
            },
            cancellationToken).ConfigureAwait(false);

        async Task<HttpHead> AskAsync(HttpMethod method, CancellationToken token)
        {
            using var answer = await SendAsync(source, method, token).ConfigureAwait(false);
            RefusePassing(answer);
            var headers = answer.Content.Headers;
            return new HttpHead(answer.RequestMessage!.RequestUri!, answer.StatusCode, headers.ContentLength, headers.ContentType?.MediaType, answer.Headers.ETag?.Tag ?? headers.LastModified?.ToString("O", CultureInfo.InvariantCulture))
            {
                Date = answer.Headers.Date,
                Modified = headers.LastModified,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<(HttpFile File, string Actual)> StreamAsync(
        HttpSource source,
        string partial,
        FileChecksum? expected,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(source, HttpMethod.Get, cancellationToken).ConfigureAwait(false);
        RefuseFailure(answer, source);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var other = expected is null || expected.Algorithm == HashAlgorithmName.SHA256
            ? null
            : IncrementalHash.CreateHash(expected.Algorithm);
        long length;
        var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            length = await CopyAsync(answer, source, long.MaxValue, WriteAsync, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        if (length == 0)
            throw Failed(source, "the server sent an empty file", null);
        var hex = Convert.ToHexStringLower(sha256.GetHashAndReset());
        var actual = other is null ? hex : Convert.ToHexStringLower(other.GetHashAndReset());
        return (new HttpFile(partial, length, hex, answer.RequestMessage!.RequestUri!), actual);

        async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long soFar)
        {
            sha256.AppendData(bytes.Span);
            other?.AppendData(bytes.Span);
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            progress?.Report(soFar);
        }
    }

    private async Task<long> CopyAsync(
        HttpResponseMessage answer,
        HttpSource source,
        long longest,
        Func<ReadOnlyMemory<byte>, long, ValueTask> write,
        CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[128 * 1024];
            long length = 0;
            while (true)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(stall);
                var count = await WaitAsync(body.ReadAsync(buffer, patience.Token).AsTask(), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                length += count;
                if (length > longest)
                    throw Failed(source, string.Create(CultureInfo.InvariantCulture, $"the answer is longer than {longest} bytes"), null);
                await write(buffer.AsMemory(0, count), length).ConfigureAwait(false);
            }

            if (answer.Content.Headers.ContentLength is { } announced && announced != length)
                throw new PassingHttpException(string.Create(CultureInfo.InvariantCulture, $"{length} of {announced} bytes came"), null);
            return length;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpSource source, HttpMethod method, CancellationToken cancellationToken)
    {
        var uri = source.Uri;
        if (!uri.IsAbsoluteUri || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && source.AllowPlainHttp)))
            throw Failed(source, "only https is fetched, and http where the user gives a mirror as http", null);
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, uri);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(stall);
            var answer = await WaitAsync(
                client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token),
                cancellationToken).ConfigureAwait(false);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
                return answer;

            answer.Dispose();
            var next = new Uri(uri, location);
            if (next.Scheme != Uri.UriSchemeHttps && !(next.Scheme == Uri.UriSchemeHttp && uri.Scheme == Uri.UriSchemeHttp))
                throw Failed(source, $"it redirects to {next}, which is not https", null);
            if (redirects == MostRedirects)
                throw Failed(source, $"it redirects more than {MostRedirects} times, at last to {next}", null);
            uri = next;
        }
    }

    private async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingHttpException(string.Create(CultureInfo.InvariantCulture, $"the server said nothing for {stall.TotalSeconds:0} seconds"), e);
        }
        catch (HttpRequestException e)
        {
            throw new PassingHttpException(e.InnerException?.Message ?? e.Message, e);
        }
        catch (HttpIOException e)
        {
            throw new PassingHttpException(e.Message, e);
        }
    }

    private async Task<T> TryAgainAsync<T>(HttpSource source, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch (PassingHttpException e) when (tries == pauses.Length)
            {
                throw Failed(source, e.Message.TrimEnd('.'), e);
            }
            catch (PassingHttpException)
            {
                await Task.Delay(pauses[tries], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void RefuseFailure(HttpResponseMessage answer, HttpSource source)
    {
        RefusePassing(answer);
        if (!answer.IsSuccessStatusCode)
            throw Failed(source, Said(answer), null);
    }

    private static void RefusePassing(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is >= 500 and not 501 or 429)
            throw new PassingHttpException(Said(answer), null);
    }

    private static string Said(HttpResponseMessage answer) =>
        string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}").TrimEnd();

    private static DriverException Failed(HttpSource source, string why, Exception? inner) =>
        new(source.FailureCode, $"{source.Uri} cannot be fetched", why, source.Advice, inner);
}
