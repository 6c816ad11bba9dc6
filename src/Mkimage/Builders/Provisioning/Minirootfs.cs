using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Provisioning;

/// <summary>Looks into a minirootfs before it is unpacked.</summary>
internal static class Minirootfs
{
    private const string Marker = "etc/alpine-release";

    /// <summary>
    /// Refuses an archive that would write outside of its root, or is no root of Alpine. Its checksum has been verified by
    /// then; this is for a checksum that was pinned for the wrong file.
    /// </summary>
    /// <param name="archive">A .tar.gz of this machine.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DriverException">It is refused (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task CheckAsync(string archive, CancellationToken cancellationToken)
    {
        var isAlpine = false;
        try
        {
            var file = File.OpenRead(archive);
            await using (file.ConfigureAwait(false))
            {
                var unpacked = new GZipStream(file, CompressionMode.Decompress);
                await using (unpacked.ConfigureAwait(false))
                {
                    var reader = new TarReader(unpacked);
                    await using (reader.ConfigureAwait(false))
                    {
                        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                        {
                            if (LeavesRoot(entry.Name) || (entry.EntryType == TarEntryType.HardLink && LeavesRoot(entry.LinkName)))
                                throw Refused(archive, $"its entry '{entry.Name}' lies outside of the root", null);
                            isAlpine |= entry.Name.TrimStart('.', '/') == Marker;
                        }
                    }
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Refused(archive, $"it is no whole .tar.gz: {e.Message.TrimEnd('.')}", e);
        }

        if (!isAlpine)
            throw Refused(archive, $"there is no {Marker} in it", null);
    }

    private static bool LeavesRoot(string name) => name.StartsWith('/') || name.Split('/').Contains("..");

    private static DriverException Refused(string archive, string why, Exception? inner) => new(
        ExitCode.BuilderUnavailable,
        $"'{archive}' is no minirootfs of Alpine",
        why,
        "Pin the release and the checksum of a file alpine-minirootfs-RELEASE-ARCH.tar.gz.",
        inner);
}
