using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Writes a folder of this machine as a tar stream for a builder.</summary>
internal static class FolderTar
{
    /// <summary>
    /// Writes the content of a folder, in ordinal order, with modes and links, owned by root. In GNU's format: busybox tar
    /// skips pax headers, and with them names of more than 100 bytes.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="stream">Takes the archive.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="DriverException">There is something that is no file, folder or link (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static async Task WriteAsync(string folder, Stream stream, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var (info, name) in Walk(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteEntryAsync(writer, info, name, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task WriteEntryAsync(TarWriter writer, FileSystemInfo info, string name, CancellationToken cancellationToken)
    {
        var entry = new GnuTarEntry(TypeOf(info), name)
        {
            ModificationTime = DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds()),
            UserName = "root",
            GroupName = "root",
        };
        if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            entry.LinkName = info.LinkTarget!;
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!OperatingSystem.IsWindows())
            entry.Mode = info.UnixFileMode;
        if (entry.EntryType == TarEntryType.Directory)
        {
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
            return;
        }

        var content = File.OpenRead(info.FullName);
        await using (content.ConfigureAwait(false))
        {
            entry.DataStream = content;
            await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What something in a folder is.</summary>
    /// <param name="info">The thing.</param>
    /// <exception cref="DriverException">It is no file, folder or link (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static TarEntryType TypeOf(FileSystemInfo info)
    {
        if (info.LinkTarget is not null)
            return TarEntryType.SymbolicLink;
        if (info is DirectoryInfo)
            return TarEntryType.Directory;

        // .NET says Device for devices; pipes and sockets have no attribute but the lack of Normal.
        if ((info.Attributes & (FileAttributes.Device | FileAttributes.Normal)) == FileAttributes.Device)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"'{info.FullName}' cannot be staged",
                "it is no file, folder or link",
                "Make it at boot instead, in a service.");
        }

        return TarEntryType.RegularFile;
    }

    /// <summary>All that a folder holds, in ordinal order, folders before what they hold; links are not followed.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Each with its name below the folder, parted by slashes.</returns>
    public static IEnumerable<(FileSystemInfo Info, string Name)> Walk(string folder) => Walk(new DirectoryInfo(folder), "");

    private static IEnumerable<(FileSystemInfo Info, string Name)> Walk(DirectoryInfo folder, string prefix)
    {
        foreach (var info in folder.EnumerateFileSystemInfos().OrderBy(static i => i.Name, StringComparer.Ordinal))
        {
            var name = prefix + info.Name;
            yield return (info, name);
            if (info is not DirectoryInfo child || child.LinkTarget is not null)
                continue;
            foreach (var below in Walk(child, name + "/"))
                yield return below;
        }
    }
}
