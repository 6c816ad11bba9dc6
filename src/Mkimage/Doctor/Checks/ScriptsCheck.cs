using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether it is said where mkimage.sh comes from, and what comes can be verified.</summary>
/// <param name="options">The pins.</param>
/// <param name="http">Speaks HTTP; nothing is fetched.</param>
internal sealed class ScriptsCheck(BuilderOptions options, IHttpFetcher http) : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        new AportsScripts(options, http).RequirePinned();
        return Task.FromResult(Diagnosis.Of(options.AportsSource.Contains("://", StringComparison.Ordinal)
            ? $"Alpine's scripts are pinned to {options.AportsRef}"
            : "Alpine's scripts are in " + options.AportsSource));
    }
}
