using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Builders;

/// <summary>Takes files from a mirror, whether it is a URL or a folder.</summary>
/// <param name="mirror">The mirror.</param>
/// <param name="http">Speaks HTTP.</param>
internal sealed class MirrorFiles(Mirror mirror, IHttpFetcher http)
{
    /// <summary>Makes sure that the mirror has the branch for the architecture, before anything else is tried.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="arch">Alpine's name of the architecture.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">It cannot be reached, or has no such branch (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public Task CheckAsync(string branch, string arch, CancellationToken cancellationToken) =>
        RequireAsync($"{Mirror.BranchFolder(branch)}/main/{arch}/APKINDEX.tar.gz", cancellationToken);

    /// <summary>Makes sure that the mirror has a file, without taking it.</summary>
    /// <param name="path">The path below the mirror.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">It cannot be reached, or has no such file (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task RequireAsync(string path, CancellationToken cancellationToken)
    {
        if (mirror.IsFolder)
        {
            if (!File.Exists(mirror.File(path)))
                throw NotInFolder(path);
            return;
        }

        var source = mirror.Source(path);
        var head = await http.HeadAsync(source, cancellationToken).ConfigureAwait(false);
        if (!head.IsSuccess || head.IsHtml)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"The mirror has no {source.Uri}",
                FormattableString.Invariant($"it answered {(int)head.Status} {head.MediaType}").TrimEnd(),
                Mirror.Advice);
        }
    }

    /// <summary>Brings a file and verifies it before it gets its name.</summary>
    /// <param name="path">The path below the mirror.</param>
    /// <param name="destination">The file to make; a file that is there is replaced. Nobody else may make it meanwhile.</param>
    /// <param name="expected">Its checksum.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DriverException">
    /// It cannot be had or kept (<see cref="ExitCode.BuilderUnavailable"/>), or is another file: then none is made
    /// (<see cref="ExitCode.DownloadFailed"/>).
    /// </exception>
    public async Task BringAsync(string path, string destination, FileChecksum expected, CancellationToken cancellationToken)
    {
        if (!mirror.IsFolder)
        {
            await http.DownloadAsync(mirror.Source(path), destination, expected, progress: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var source = mirror.File(path);
        if (!File.Exists(source))
            throw NotInFolder(path);

        try
        {
            await CopyAsync(source, destination, expected, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"'{source}' cannot be copied to {destination}",
                e.Message.TrimEnd('.'),
                "Look whether it can be read, and whether there is room and a right to write there; then run it again.",
                e);
        }
    }

    /// <summary>Brings a file of which no checksum is known, such as an index: whoever reads it finds out whether it is whole.</summary>
    /// <param name="path">The path below the mirror.</param>
    /// <param name="destination">The file to make.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DriverException">It cannot be had (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task BringUnverifiedAsync(string path, string destination, CancellationToken cancellationToken)
    {
        if (!mirror.IsFolder)
        {
            await http.DownloadAsync(mirror.Source(path), destination, expected: null, progress: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!File.Exists(mirror.File(path)))
            throw NotInFolder(path);
        File.Copy(mirror.File(path), destination, overwrite: true);
    }

    /// <summary>Reads the checksum that the mirror itself has beside a file (<c>.sha256</c>).</summary>
    /// <param name="path">The path of the file below the mirror.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DriverException">There is none, or no checksum in it (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task<FileChecksum> ReadChecksumAsync(string path, CancellationToken cancellationToken)
    {
        var beside = path + ".sha256";
        string text;
        if (!mirror.IsFolder)
            text = await http.ReadTextAsync(mirror.Source(beside), 4096, cancellationToken).ConfigureAwait(false);
        else if (File.Exists(mirror.File(beside)))
            text = await File.ReadAllTextAsync(mirror.File(beside), cancellationToken).ConfigureAwait(false);
        else
            throw NotInFolder(beside);

        try
        {
            return ChecksumText.Find(text, Path.GetFileName(path));
        }
        catch (ChecksumException e)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"{mirror.Location}/{beside} gives no checksum",
                e.Message,
                Mirror.Advice,
                e);
        }
    }

    // The copy is what is verified and used: the mirror's file may change meanwhile, and is not ours to delete.
    private static async Task CopyAsync(string source, string destination, FileChecksum expected, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        var partial = destination + ".partial";
        try
        {
            File.Copy(source, partial, overwrite: true);
            var actual = await expected.ComputeAsync(partial, cancellationToken).ConfigureAwait(false);
            if (actual != expected.Hex)
            {
                throw new DriverException(
                    ExitCode.DownloadFailed,
                    $"'{source}' is not the expected file and its copy was deleted",
                    $"its {expected.Algorithm.Name} is {actual}, expected was {expected.Hex}",
                    "Correct the pinned checksum if the file was meant to change; else fetch it into the mirror again.");
            }

            File.Move(partial, destination, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private DriverException NotInFolder(string path) => new(
        ExitCode.BuilderUnavailable,
        $"The mirror {mirror.Location} cannot be used",
        $"there is no file {mirror.File(path)}",
        Mirror.Advice);
}
