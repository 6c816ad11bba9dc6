using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Packages;

namespace Bivouac.Mkimage.Indexes;

/// <summary>Reads package indexes of a mirror. Their signatures are not verified: they are read for hints, and apk verifies what is built.</summary>
/// <param name="mirror">The mirror, for messages.</param>
/// <param name="files">Takes files from it.</param>
internal sealed class MirrorIndexes(Mirror mirror, MirrorFiles files)
{
    /// <summary>Reads one.</summary>
    /// <param name="folder">The repository's folder below the mirror, for example <c>v3.21/main/x86_64</c>.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DriverException">It cannot be had (<see cref="ExitCode.BuilderUnavailable"/>), or is damaged (<see cref="ExitCode.DownloadFailed"/>).</exception>
    public async Task<ApkIndex> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = folder + "/APKINDEX.tar.gz";
        var scratch = Directory.CreateTempSubdirectory("bivouac-index-");
        try
        {
            var copy = Path.Combine(scratch.FullName, "APKINDEX.tar.gz");
            await files.BringUnverifiedAsync(path, copy, cancellationToken).ConfigureAwait(false);
            using var stream = File.OpenRead(copy);
            return ApkIndex.Read(stream);
        }
        catch (ImageFormatException e)
        {
            throw new DriverException(ExitCode.DownloadFailed, $"{mirror.Location}/{path} is no package index", e.Message.TrimEnd('.'), "Run it again; if it stays, choose another mirror with --mirror.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.BuilderUnavailable, $"{mirror.Location}/{path} cannot be read", e.Message.TrimEnd('.'), Mirror.Advice, e);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
