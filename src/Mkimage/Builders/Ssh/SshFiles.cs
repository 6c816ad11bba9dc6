using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>
/// Folders on their way to the machine behind a connection: only what it lacks is sent. Contents lie there in a store, named by
/// their SHA-256, by which they are proved at every use, and folders are made of copies.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="builder">The builder's name, for messages.</param>
/// <param name="workRoot">The work root there.</param>
internal sealed class SshFiles(SshConnection connection, string builder, string workRoot)
{
    private readonly string store = workRoot + "/.store";

    /// <summary>See <see cref="IBuilder.PutAsync"/>.</summary>
    /// <param name="localFolder">A folder of this machine.</param>
    /// <param name="folder">There: where its content goes.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken)
    {
        var target = BuilderPath.Below(workRoot, folder);
        if (!Directory.Exists(localFolder))
            throw new DirectoryNotFoundException($"'{localFolder}' is not there, nothing can be put into the builder.");
        var entries = new List<Entry>();
        foreach (var (info, name) in FolderTar.Walk(localFolder))
        {
            var type = FolderTar.TypeOf(info);
            entries.Add(new Entry(info, name, type, type == TarEntryType.RegularFile ? await HashAsync(info.FullName, cancellationToken).ConfigureAwait(false) : null));
        }

        var contents = entries.Where(static e => e.Hash is not null).DistinctBy(static e => e.Hash).ToDictionary(static e => e.Hash!, static e => e.Info.FullName, StringComparer.Ordinal);
        await SendAsync(localFolder, target, contents, cancellationToken).ConfigureAwait(false);
        var list = Encoding.UTF8.GetBytes(SshScripts.Place + List(entries));
        Require(
            await connection.RunAsync(
                connection.Enter(["/bin/sh", "-s", store, target]) with { Input = (stream, token) => WriteAsync(stream, list, token) },
                cancellationToken).ConfigureAwait(false),
            localFolder,
            target);
        await connection.RunAsync(Shell(SshScripts.Forget, store), cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(string localFolder, string target, Dictionary<string, string> contents, CancellationToken cancellationToken)
    {
        var retry = connection.Retry();
        var lacking = contents.Keys.ToList();
        for (var isSent = false; ;)
        {
            var asked = Encoding.ASCII.GetBytes(string.Concat(lacking.Select(static h => h + "\n")));
            var answer = await connection.RunAsync(
                Shell(SshScripts.Whole, store) with { Input = (stream, token) => WriteAsync(stream, asked, token) },
                cancellationToken).ConfigureAwait(false);
            Require(answer, localFolder, target);
            lacking = [.. lacking.Except(answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal)];
            if (lacking.Count == 0)
                return;
            if (isSent)
                throw NotKept(lacking[0], contents[lacking[0]]);
            try
            {
                var taken = await connection.RunOnceAsync(
                    Shell(SshScripts.Take, store) with { Input = (stream, token) => WriteTarAsync(stream, lacking, contents, token) },
                    cancellationToken).ConfigureAwait(false);
                Require(taken, localFolder, target);
                retry.Reset();
                isSent = true;
            }
            catch (LinkLostException e)
            {
                // What arrived whole is asked for no more.
                await retry.WaitAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private DriverException NotKept(string hash, string file) => new(
        ExitCode.BuilderUnavailable,
        $"'{file}' was sent to the builder '{builder}' and is not there",
        $"{store}/{hash} has another content: the file has changed since it was hashed, or the disk there does not keep what is written to it",
        "Run it again; if it stays so, look at that machine's kernel log (dmesg) for errors of its disk.");

    private static string List(IReadOnlyCollection<Entry> entries)
    {
        var list = new StringBuilder("put() {\n:\n");
        foreach (var entry in entries)
        {
            list.Append(entry.Type switch
            {
                TarEntryType.Directory => ShellWord.Line(["d", entry.Path]),
                TarEntryType.SymbolicLink => ShellWord.Line(["l", entry.Info.LinkTarget!, entry.Path]),
                _ => ShellWord.Line(["f", entry.Hash!, entry.Path]),
            }).Append('\n');
        }

        // Folders last, and the deepest first: one may be closed to its own user.
        foreach (var batch in Batches(entries.Where(static e => e.Type == TarEntryType.RegularFile), static e => "@" + e.Seconds.ToString(CultureInfo.InvariantCulture)))
            list.Append("touch -d ").Append(batch).Append('\n');
        foreach (var kind in (TarEntryType[])[TarEntryType.RegularFile, TarEntryType.Directory])
        {
            foreach (var batch in Batches(entries.Where(e => e.Type == kind).Reverse(), static e => e.Mode))
                list.Append("chmod ").Append(batch).Append('\n');
        }

        return list.Append("}\nput\n").ToString();
    }

    private static IEnumerable<string> Batches(IEnumerable<Entry> entries, Func<Entry, string> value) => entries
        .GroupBy(value)
        .SelectMany(static group => group.Chunk(100).Select(chunk => ShellWord.Line([group.Key, .. chunk.Select(static e => e.Path)])));

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(file);
        await using (stream.ConfigureAwait(false))
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    private static async Task WriteAsync(Stream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The other end has gone: how it ended says more than the broken pipe.
        }
    }

    private static async Task WriteTarAsync(Stream stream, IEnumerable<string> hashes, Dictionary<string, string> contents, CancellationToken cancellationToken)
    {
        try
        {
            var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
            await using (writer.ConfigureAwait(false))
            {
                foreach (var hash in hashes)
                {
                    var content = File.OpenRead(contents[hash]);
                    await using (content.ConfigureAwait(false))
                        await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, hash) { DataStream = content }, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (IOException)
        {
            // As above.
        }
    }

    private void Require(ProcessResult result, string localFolder, string target)
    {
        if (result.Succeeded)
            return;
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            $"'{localFolder}' cannot be copied to {target} (builder '{builder}')",
            result.Reason(),
            "Look at the free space and the permissions of the work directory there.");
    }

    private ProcessCommand Shell(string script, params string[] arguments) =>
        connection.Enter(["/bin/sh", "-c", script, "sh", .. arguments]);

    private sealed record Entry(FileSystemInfo Info, string Name, TarEntryType Type, string? Hash)
    {
        public string Path => "./" + Name;

        public long Seconds => new DateTimeOffset(Info.LastWriteTimeUtc).ToUnixTimeSeconds();

        // As FolderTar does where this machine has no modes.
        public string Mode => OperatingSystem.IsWindows()
            ? Type == TarEntryType.Directory ? "755" : "644"
            : Convert.ToString((int)Info.UnixFileMode, 8);
    }
}
