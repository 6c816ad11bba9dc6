using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>Tells whether a repository is as it was, by its index, without fetching that.</summary>
/// <param name="http">Speaks HTTP.</param>
public sealed class RepositoryStates(IHttpFetcher http)
{
    /// <summary>Names the state of a repository.</summary>
    /// <param name="repository">A URL or a folder of this machine.</param>
    /// <param name="arch">Alpine's name of the architecture.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>
    /// The index's hash when it is a file; else its entity tag, or the time and length of it, as the server says. Null when there is no
    /// index, the server tells neither, or it cannot be reached.
    /// </returns>
    public async Task<string?> FindAsync(string repository, string arch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var index = $"{repository}/{arch}/APKINDEX.tar.gz";
        try
        {
            if (!repository.Contains("://", StringComparison.Ordinal))
                return File.Exists(index) ? Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(index, cancellationToken).ConfigureAwait(false))) : null;
            var head = await http.HeadAsync(new HttpSource(new Uri(index)) { AllowPlainHttp = true, FailureCode = ExitCode.BuilderUnavailable, Advice = Mirror.Advice }, cancellationToken).ConfigureAwait(false);
            return head.IsSuccess && !head.IsHtml && head.Validator is { } validator ? FormattableString.Invariant($"{validator} {head.Length}") : null;
        }
        catch (Exception e) when (e is DriverException or IOException or UnauthorizedAccessException)
        {
            // The build finds out by itself, and says what to do.
            return null;
        }
    }
}
