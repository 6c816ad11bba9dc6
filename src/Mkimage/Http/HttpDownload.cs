using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>One file on its way: a try takes it from where the last one left off, when the server can prove that it is still the same file.</summary>
internal sealed class HttpDownload(HttpExchange exchange, HttpSource source, PartialFile partial, FileChecksum? expected, IProgress<HttpProgress>? progress)
{
    /// <summary>Whether a web page for people is no file.</summary>
    public bool RefuseHtml { get; init; }

    /// <summary>Whether the last try went on with bytes that were there before.</summary>
    public bool WasResumed { get; private set; }

    /// <summary>Makes one try.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The whole file, not verified, and its checksum by the algorithm of the expected one.</returns>
    /// <exception cref="PassingHttpException">It may be tried again.</exception>
    public async Task<(HttpFile File, string Actual)> TryAsync(CancellationToken cancellationToken)
    {
        using var hashes = new HttpHashes(expected);
        var file = new FileStream(partial.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            var state = partial.Read(source.Uri);
            var have = state is null || file.Length > (state.Length ?? long.MaxValue) ? 0 : file.Length;
            WasResumed = have > 0;
            if (have > 0 && have == state!.Length)
            {
                await HashAsync(file, hashes, cancellationToken).ConfigureAwait(false);
                return Whole(hashes, have, source.Uri);
            }

            using var answer = await exchange.SendAsync(
                source,
                HttpMethod.Get,
                have > 0 ? new RangeHeaderValue(have, null) : null,
                have > 0 ? PartialFile.Condition(state!) : null,
                cancellationToken).ConfigureAwait(false);
            if (have > 0 && IsNotTheRest(answer, have, state!))
            {
                partial.Forget();
                throw new PassingHttpException("the server sent another part of the file than it was asked for", null);
            }

            HttpFailures.Refuse(answer, source);
            if (RefuseHtml && IsPage(answer))
                throw HttpFailures.Of(source, "the server sent a web page instead of the file, as sites do for what they do not have");
            WasResumed = answer.StatusCode == HttpStatusCode.PartialContent && have > 0;
            if (WasResumed)
            {
                await HashAsync(file, hashes, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                have = 0;
                file.SetLength(0);
                partial.Begin(source.Uri, answer);
            }

            var length = have + await TakeAsync(answer, file, have, hashes, cancellationToken).ConfigureAwait(false);
            return Whole(hashes, length, answer.RequestMessage!.RequestUri!);
        }
    }

    private async Task<long> TakeAsync(HttpResponseMessage answer, FileStream file, long have, HttpHashes hashes, CancellationToken cancellationToken)
    {
        var total = have + answer.Content.Headers.ContentLength;
        try
        {
            return await exchange.CopyAsync(answer, source, long.MaxValue, WriteAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What has come stays for the next try, whatever ends this one.
            await file.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long soFar)
        {
            hashes.Append(bytes.Span);
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            progress?.Report(new HttpProgress(have + soFar, total));
        }
    }

    private (HttpFile File, string Actual) Whole(HttpHashes hashes, long length, Uri uri)
    {
        if (length == 0)
            throw HttpFailures.Of(source, "the server sent an empty file");
        var (sha256, actual) = hashes.Take();
        return (new HttpFile(partial.Path, length, sha256, uri), actual);
    }

    private static async Task HashAsync(FileStream file, HttpHashes hashes, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int count;
        file.Position = 0;
        while ((count = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            hashes.Append(buffer.AsSpan(0, count));
    }

    /// <summary>Whether a part is not the one that follows the bytes that are there, or is one of another file.</summary>
    private static bool IsNotTheRest(HttpResponseMessage answer, long have, PartialState state)
    {
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return true;
        var range = answer.Content.Headers.ContentRange;
        return answer.StatusCode == HttpStatusCode.PartialContent
            && (range?.From != have
                || (state.Length is { } length && range.Length is { } told && told != length)
                || (state.EntityTag is { } tag && answer.Headers.ETag is { } now && now.Tag != tag));
    }

    private bool IsPage(HttpResponseMessage answer) =>
        HttpHead.IsHtmlType(answer.Content.Headers.ContentType?.MediaType) && !HttpHead.IsPageName(source.Uri);
}
