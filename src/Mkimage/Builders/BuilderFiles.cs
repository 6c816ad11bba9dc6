using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// The files of a builder, through nothing but a POSIX shell in it, so that they are the same for every builder whatever
/// lies between: a namespace, a connection, a container.
/// </summary>
/// <param name="processes">Starts the shell.</param>
/// <param name="builder">The builder's name, for messages.</param>
/// <param name="workRoot">The work root inside.</param>
/// <param name="enter">Turns a command inside into one of this machine.</param>
internal sealed class BuilderFiles(
    IProcessRunner processes,
    string builder,
    string workRoot,
    Func<IReadOnlyList<string>, ProcessCommand> enter)
{
    private const int CopyBuffer = 1024 * 1024;

    private const int NotThere = 44;

    // -o: the files belong to who extracts them, root or not.
    private const string PutScript = """umask 022; mkdir -p "$1" && exec tar -x -p -o -f - -C "$1" """;

    private const string FetchScript = """[ -f "$1" ] || exit 44; exec cat "$1" """;

    private const string ListScript = """
        [ -d "$1" ] || exit 0
        cd "$1" || exit 1
        for f in * .*; do
            case $f in .|..) continue ;; esac
            [ -e "$f" ] || [ -L "$f" ] || continue
            printf '%s/%s\0' "$(stat -c '%f %s %Y' "./$f")" "$f"
        done
        """;

    // What vanishes meanwhile is not told.
    private const string MeasureScript = """
        [ -d "$1" ] || exit 0
        cd "$1" || exit 1
        for f in * .*; do
            case $f in .|..) continue ;; esac
            [ -e "$f" ] || [ -L "$f" ] || continue
            size=$(du -sk "./$f" 2>/dev/null | cut -f 1 | tail -n 1)
            [ -z "$size" ] || printf '%s/%s\0' "$size" "$f"
        done
        """;

    private const string RemoveScript = """
        [ -d "$1" ] || exit 0
        cd "$1" || exit 1
        shift
        rm -rf "$@" 2>/dev/null && exit 0
        # Folders that their own user may not write to, such as a package's. Links are gone by now, so none is followed.
        for f; do
            [ -L "$f" ] || [ ! -e "$f" ] || chmod -R u+rwX "$f"
        done
        exec rm -rf "$@"
        """;

    /// <summary>Whether the paths inside are this machine's own, so that a file may be read without a shell.</summary>
    public bool IsOfThisMachine { get; init; }

    /// <summary>See <see cref="IBuilder.PutAsync"/>.</summary>
    /// <param name="localFolder">A folder of this machine.</param>
    /// <param name="folder">Inside: where its content goes.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken)
    {
        var target = BuilderPath.Below(workRoot, folder);
        if (!Directory.Exists(localFolder))
            throw new DirectoryNotFoundException($"'{localFolder}' is not there, nothing can be put into the builder.");
        Exception? failure = null;
        var result = await processes.RunAsync(
            Shell(PutScript, target) with
            {
                Input = async (stream, token) =>
                {
                    try
                    {
                        await FolderTar.WriteAsync(localFolder, stream, token).ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        // Said below: when tar inside ends early, its own message is the reason, not the broken pipe.
                        failure = e;
                    }
                },
            },
            cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"'{localFolder}' cannot be copied to {target}", result, failure);
        if (failure is not null)
            throw new IOException($"'{localFolder}' cannot be copied: {failure.Message}", failure);
    }

    /// <summary>See <see cref="IBuilder.FetchAsync"/>.</summary>
    /// <param name="file">Inside: a regular file.</param>
    /// <param name="localFile">Where it goes.</param>
    /// <param name="progress">Is told how many bytes have come so far.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task FetchAsync(string file, string localFile, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var source = BuilderPath.Below(workRoot, file);
        var destination = Path.GetFullPath(localFile);
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        var partial = destination + ".partial";
        try
        {
            // Left by a driver that was killed.
            File.Delete(partial);
            if (IsOfThisMachine && HardLink.TryMake(source, partial))
                progress?.Report(new FileInfo(partial).Length);
            else
                await CopyAsync(source, partial, progress, cancellationToken).ConfigureAwait(false);
            File.Move(partial, destination, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>See <see cref="IBuilder.ListAsync"/>.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var target = BuilderPath.Below(workRoot, folder);
        var result = await processes.RunAsync(Shell(ListScript, target), cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"'{target}' cannot be listed", result, null);
        return [.. result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(Entry)
            .OrderBy(static e => e.Name, StringComparer.Ordinal)];
    }

    /// <summary>See <see cref="IBuilder.MeasureAsync"/>.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    public async Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken)
    {
        var target = BuilderPath.Below(workRoot, folder);
        var result = await processes.RunAsync(Shell(MeasureScript, target), cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"'{target}' cannot be measured", result, null);
        return result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(static l => l.Split('/', 2))
            .ToDictionary(static f => f[1], static f => long.Parse(f[0], CultureInfo.InvariantCulture) * 1024, StringComparer.Ordinal);
    }

    /// <summary>See <see cref="IBuilder.RemoveAsync"/>.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="names">Names in it.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    public async Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var target = BuilderPath.Below(workRoot, folder);
        if (names.Count == 0)
            return;
        string[] arguments = [target, .. names.Select(static n => "./" + BuilderPath.Name(n))];
        var result = await processes.RunAsync(Shell(RemoveScript, arguments), cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw Failed($"Files of '{target}' cannot be removed", result, null);
    }

    private async Task CopyAsync(string source, string partial, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ProcessResult? result;
        var stream = new FileStream(partial, FileMode.CreateNew);
        await using (stream.ConfigureAwait(false))
        {
            var output = new CountingStream(stream, progress);
            result = await TryCopyAsync(source, output, cancellationToken).ConfigureAwait(false)
                ? null
                : await processes.RunAsync(Shell(FetchScript, source) with { Output = output }, cancellationToken).ConfigureAwait(false);
        }

        if (result?.ExitCode == NotThere)
        {
            throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"'{source}' cannot be fetched from the builder '{builder}'",
                "there is no such file",
                "Look into the build's log for why it was not made.");
        }

        if (result is { Succeeded: false })
            throw Failed($"'{source}' cannot be fetched", result, null);
    }

    /// <summary>Copies a file that this process may read itself; the shell is asked for any other, and says what is wrong with it. What has a length is no pipe, which would wait.</summary>
    private async Task<bool> TryCopyAsync(string source, Stream output, CancellationToken cancellationToken)
    {
        if (!IsOfThisMachine || new FileInfo(source) is not { Exists: true, Length: > 0 }) return false;
        FileStream file;
        try
        {
            file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException)
        {
            return false;
        }

        await using (file.ConfigureAwait(false)) await file.CopyToAsync(output, CopyBuffer, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static BuilderEntry Entry(string line)
    {
        var slash = line.IndexOf('/', StringComparison.Ordinal);
        var fields = line[..slash].Split(' ');
        var mode = int.Parse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        // stat(2): the type is in the mode's highest bits.
        var kind = (mode & 0xF000) switch
        {
            0x8000 => BuilderEntryKind.File,
            0x4000 => BuilderEntryKind.Folder,
            0xA000 => BuilderEntryKind.Link,
            _ => BuilderEntryKind.Other,
        };
        var length = long.Parse(fields[1], CultureInfo.InvariantCulture);
        var modified = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[2], CultureInfo.InvariantCulture));
        return new BuilderEntry(line[(slash + 1)..], kind, kind == BuilderEntryKind.File ? length : 0, modified);
    }

    private DriverException Failed(string what, ProcessResult result, Exception? inner) => new(
        ExitCode.BuilderUnavailable,
        $"{what} (builder '{builder}')",
        result.Reason(),
        "Look at the free space and the permissions of the work directory.",
        inner);

    private ProcessCommand Shell(string script, params string[] arguments) =>
        enter(["/bin/sh", "-c", script, "sh", .. arguments]);
}
