using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the keys that the mirror's indexes are signed with are trusted: apk finds a key by its file's name.</summary>
/// <param name="options">The branch, the architecture and the keys.</param>
/// <param name="mirror">The mirror, for messages.</param>
/// <param name="files">Takes files from it.</param>
internal sealed class MirrorKeysCheck(BuilderOptions options, Mirror mirror, MirrorFiles files) : IDoctorCheck
{
    /// <summary>What the keys of Alpine itself are called; each release brings them.</summary>
    private const string Alpines = "alpine-devel@lists.alpinelinux.org-";

    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        foreach (var key in options.ApkKeys.Where(static k => !File.Exists(k)))
            return Diagnosis.Problem($"The key {key} cannot be used", "there is no such file", "Pass the public key file that the mirror signs with: --apk-key FILE.");
        foreach (var repository in (string[])["main", "community"])
        {
            var path = $"{Mirror.BranchFolder(options.Branch)}/{repository}/{options.Arch}/APKINDEX.tar.gz";
            if (await SignerAsync(path, cancellationToken).ConfigureAwait(false) is not { } signer)
            {
                return Diagnosis.Problem(
                    $"apk would refuse {mirror.Location}/{path}",
                    "it is not signed",
                    "Sign it where the mirror is made (abuild-sign APKINDEX.tar.gz), or use another mirror: --mirror URL|DIR.");
            }

            if (!signer.StartsWith(Alpines, StringComparison.Ordinal) && options.ApkKeys.All(k => Path.GetFileName(k) != signer))
            {
                return Diagnosis.Problem(
                    $"apk would not trust {mirror.Location}/{path}",
                    $"it is signed with {signer}, which is none of Alpine's keys, and none that was passed",
                    $"Pass that key: --apk-key /path/to/{signer}");
            }
        }

        return Diagnosis.Of("the keys that the mirror signs with are trusted");
    }

    /// <summary>The name of the key of the first signature, or null when there is none.</summary>
    private async Task<string?> SignerAsync(string path, CancellationToken cancellationToken)
    {
        const string signature = ".SIGN.";
        var scratch = Directory.CreateTempSubdirectory("bivouac-doctor-");
        try
        {
            var copy = Path.Combine(scratch.FullName, "index");
            await files.BringUnverifiedAsync(path, copy, cancellationToken).ConfigureAwait(false);
            using var unpacked = new GZipStream(File.OpenRead(copy), CompressionMode.Decompress);
            using var reader = new TarReader(unpacked);

            // ".SIGN.RSA.NAME", or ".SIGN.RSA256.NAME".
            return reader.GetNextEntry()?.Name is { } name && name.StartsWith(signature, StringComparison.Ordinal)
                && name.IndexOf('.', signature.Length) is var dot and > 0
                ? name[(dot + 1)..]
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DriverException(ExitCode.BuilderUnavailable, $"{mirror.Location}/{path} is no package index", e.Message.TrimEnd('.'), Mirror.Advice, e);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
