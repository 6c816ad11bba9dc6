using System;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>The wire of a <see cref="HttpFetcher"/>, which alone has one: single requests with their redirects, and bodies as they come.</summary>
internal sealed class HttpExchange : IDisposable
{
    private const int MostRedirects = 10;

    /// <summary>What a server must send in the time of a stall at least: one that drips a byte now and then would hold a build for ever.</summary>
    private const int LeastBytes = 4096;

    private readonly HttpClient client;
    private readonly TimeSpan stall;
    private readonly bool plainOnLoopback;

    /// <summary>Creates it.</summary>
    /// <param name="handler">Answers requests; must not follow redirects itself.</param>
    /// <param name="stall">How long a server may say nothing.</param>
    /// <param name="plainOnLoopback">Whether this machine may be spoken to without https: a test's server.</param>
    public HttpExchange(HttpMessageHandler handler, TimeSpan stall, bool plainOnLoopback)
    {
        this.stall = stall;
        this.plainOnLoopback = plainOnLoopback;
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("bivouac/" + typeof(HttpExchange).Assembly.GetName().Version!.ToString(3));
    }

    /// <summary>Makes a request and follows where it is sent on.</summary>
    /// <param name="source">The URL.</param>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="range">The part that is wanted, or null for the whole.</param>
    /// <param name="same">What the file must still be for a part of it to be sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answer, whatever its status; its body has not been read.</returns>
    public async Task<HttpResponseMessage> SendAsync(
        HttpSource source,
        HttpMethod method,
        RangeHeaderValue? range,
        RangeConditionHeaderValue? same,
        CancellationToken cancellationToken)
    {
        var uri = source.Uri;
        if (!uri.IsAbsoluteUri || !(uri.Scheme == Uri.UriSchemeHttps || IsPlainAllowed(source, uri)))
            throw HttpFailures.Of(source, "only https is fetched, and http where the user gives a mirror as http");
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, uri);
            request.Headers.Range = range;
            request.Headers.IfRange = same;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(stall);
            var answer = await WaitAsync(
                source,
                client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token),
                "said nothing",
                cancellationToken).ConfigureAwait(false);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
                return answer;

            answer.Dispose();
            var next = new Uri(uri, location);
            if (next.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && IsPlainAllowed(source, next)))
                throw HttpFailures.Of(source, $"it redirects to {next}, which is not https");
            if (redirects == MostRedirects)
                throw HttpFailures.Of(source, $"it redirects more than {MostRedirects} times, at last to {next}");
            uri = next;
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="source">The URL, for messages.</param>
    /// <param name="longest">The most bytes that are taken.</param>
    /// <param name="write">Takes them, and how many there have been.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many bytes came.</returns>
    public async Task<long> CopyAsync(
        HttpResponseMessage answer,
        HttpSource source,
        long longest,
        Func<ReadOnlyMemory<byte>, long, ValueTask> write,
        CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var buffer = new byte[128 * 1024];
            long length = 0;
            long counted = 0;
            patience.CancelAfter(stall);
            while (true)
            {
                var silence = length == counted
                    ? "said nothing"
                    : string.Create(CultureInfo.InvariantCulture, $"said next to nothing, {length - counted} bytes,");
                var count = await WaitAsync(source, body.ReadAsync(buffer, patience.Token).AsTask(), silence, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                length += count;
                if (length > longest)
                    throw HttpFailures.Of(source, string.Create(CultureInfo.InvariantCulture, $"the answer is longer than {longest} bytes"));
                await write(buffer.AsMemory(0, count), length).ConfigureAwait(false);
                if (length - counted >= LeastBytes)
                {
                    counted = length;
                    patience.CancelAfter(stall);
                }
            }

            if (answer.Content.Headers.ContentLength is { } announced && announced != length)
                throw new PassingHttpException(string.Create(CultureInfo.InvariantCulture, $"{length} of {announced} bytes came"), null);
            return length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // Else it would be looked for at a server that was never asked.
    private static string Through(Uri uri) =>
        !HttpClient.DefaultProxy.IsBypassed(uri) && HttpClient.DefaultProxy.GetProxy(uri) is { } proxy && proxy != uri
            ? string.Create(CultureInfo.InvariantCulture, $" (through the proxy {proxy.Host}:{proxy.Port} of this machine's environment)")
            : "";

    private bool IsPlainAllowed(HttpSource source, Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp && (source.AllowPlainHttp || (plainOnLoopback && uri.IsLoopback));

    private async Task<T> WaitAsync<T>(HttpSource source, Task<T> task, string silence, CancellationToken cancellationToken)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingHttpException(string.Create(CultureInfo.InvariantCulture, $"the server {silence} for {stall.TotalSeconds:0} seconds"), e);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException untrusted)
        {
            throw HttpFailures.Untrusted(source, untrusted);
        }
        catch (HttpRequestException e)
        {
            throw new PassingHttpException((e.InnerException?.Message ?? e.Message) + Through(source.Uri), e);
        }
        catch (IOException e)
        {
            // HttpIOException, and what a connection throws that breaks between two parts of a body.
            throw new PassingHttpException(e.Message, e);
        }
    }
}
