using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Provisioning;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the mirror has the minirootfs of the pinned release, and says the same checksum of it as VERSIONS.</summary>
/// <param name="options">The pins.</param>
/// <param name="mirror">The mirror, for messages.</param>
/// <param name="files">Asks it for files.</param>
internal sealed class MinirootfsCheck(BuilderOptions options, Mirror mirror, MirrorFiles files) : IDoctorCheck
{
    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var path = Mirror.MinirootfsPath(options.Release, options.Arch);
        await files.RequireAsync(path, cancellationToken).ConfigureAwait(false);
        var fact = $"the mirror has the minirootfs of release {options.Release}";
        var key = "MINIROOTFS_SHA256_" + options.Arch.ToUpperInvariant();
        if (options.MinirootfsSha256 is not { Length: > 0 } pin)
        {
            var theirs = await files.ReadChecksumAsync(path, cancellationToken).ConfigureAwait(false);
            return Diagnosis.Of(fact, $"its checksum is not pinned: what the mirror says is believed (in VERSIONS: {key}={theirs.Hex})");
        }

        var pinned = BuilderRecipe.ParsePin(pin);
        try
        {
            var theirs = await files.ReadChecksumAsync(path, cancellationToken).ConfigureAwait(false);
            if (theirs.Algorithm == pinned.Algorithm && theirs.Hex != pinned.Hex)
            {
                return Diagnosis.Problem(
                    $"The minirootfs of {mirror.Location} is not the pinned one",
                    $"the mirror says {theirs.Hex} of it, {key} is {pinned.Hex}",
                    $"Correct {key} in VERSIONS if the release was meant to change; else use another mirror: --mirror URL|DIR.");
            }
        }
        catch (DriverException)
        {
            // A mirror need not have the file beside: the archive itself is verified before it is used.
        }

        return Diagnosis.Of(fact);
    }
}
