using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>Fails a test that speaks HTTP although everything it needs is on this machine.</summary>
internal sealed class NoHttp : IHttpFetcher
{
    public Task<HttpFile> DownloadAsync(
        HttpSource source,
        string destination,
        FileChecksum? expected,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) => throw Unexpected(source);

    public Task<string> ReadTextAsync(HttpSource source, int longest = 1024 * 1024, CancellationToken cancellationToken = default) =>
        throw Unexpected(source);

    public Task<HttpHead> HeadAsync(HttpSource source, CancellationToken cancellationToken = default) => throw Unexpected(source);

    private static InvalidOperationException Unexpected(HttpSource source) => new($"{source.Uri} was asked for.");
}
