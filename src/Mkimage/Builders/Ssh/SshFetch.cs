using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>
/// Files on their way from the machine behind a connection. What has come lies in <c>NAME.partial</c>; after a cut, also of this
/// process, it goes on from there. The whole is compared with the far side's SHA-256 before it gets its name.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="builder">The builder's name, for messages.</param>
/// <param name="workRoot">The work root there.</param>
internal sealed class SshFetch(SshConnection connection, string builder, string workRoot)
{
    /// <summary>See <see cref="IBuilder.FetchAsync"/>.</summary>
    /// <param name="file">There: a regular file.</param>
    /// <param name="localFile">Where it goes.</param>
    /// <param name="progress">Is told how many bytes are here so far, those of a former attempt too.</param>
    /// <param name="cancellationToken">Ends the copying; what has come stays for the next time.</param>
    public async Task FetchAsync(string file, string localFile, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var source = BuilderPath.Below(workRoot, file);
        var length = await LengthAsync(source, cancellationToken).ConfigureAwait(false);
        var destination = Path.GetFullPath(localFile);
        var partial = destination + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            if (new FileInfo(partial) is { Exists: true } former && former.Length > length)
                File.Delete(partial);

            // A former part may be one of another file of that name: then the whole is fetched once more.
            for (var isLast = false; ; isLast = true)
            {
                await ReadAsync(source, partial, progress, cancellationToken).ConfigureAwait(false);
                if (await IsSameAsync(source, partial, cancellationToken).ConfigureAwait(false))
                    break;
                File.Delete(partial);
                if (isLast)
                    throw Failed(source, "what arrived has another SHA-256 than the file there, twice", "Look whether something still writes to it, and at the disks and memory of both machines.");
            }

            File.Move(partial, destination, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(source, $"{destination} cannot be written: {e.Message.TrimEnd('.')}", "Free some space there, or pass another folder: --output DIR.", e);
        }
    }

    private async Task<long> LengthAsync(string source, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Shell(SshScripts.Length, source), cancellationToken).ConfigureAwait(false);
        if (result.ExitCode == SshScripts.NotThere)
            throw NotThere(source);
        return long.TryParse(result.Output, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw Failed(source, result.Reason(), "Look at its permissions there.");
    }

    private async Task ReadAsync(string source, string partial, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var retry = connection.Retry();
        var stream = new FileStream(partial, FileMode.Append, FileAccess.Write);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                var begin = stream.Position;
                var output = new CountingStream(stream, progress, begin);
                try
                {
                    var result = await connection.RunOnceAsync(
                        Shell(SshScripts.Read, source, begin.ToString(CultureInfo.InvariantCulture)) with { Output = output },
                        cancellationToken).ConfigureAwait(false);
                    if (result.ExitCode == SshScripts.NotThere)
                        throw NotThere(source);
                    if (!result.Succeeded)
                        throw Failed(source, result.Reason(), "Look at the disk there.");
                    retry.Reset();
                    break;
                }
                catch (LinkLostException e)
                {
                    if (output.Count > begin)
                        retry.Reset();
                    await retry.WaitAsync(e, cancellationToken).ConfigureAwait(false);
                }
            }

            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
    }

    private async Task<bool> IsSameAsync(string source, string partial, CancellationToken cancellationToken)
    {
        var there = connection.RunAsync(Shell(SshScripts.Hash, source), cancellationToken);
        var stream = File.OpenRead(partial);
        await using (stream.ConfigureAwait(false))
        {
            var here = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            var result = await there.ConfigureAwait(false);
            if (!result.Succeeded)
                throw Failed(source, result.Reason(), "Look at the disk there.");
            return result.Output.StartsWith(here, StringComparison.Ordinal);
        }
    }

    private DriverException NotThere(string source) => Failed(source, "there is no such file", "Look into the build's log for why it was not made.");

    private DriverException Failed(string source, string why, string next, Exception? inner = null) =>
        new(ExitCode.BuilderUnavailable, $"'{source}' cannot be fetched from the builder '{builder}'", why, next, inner);

    private ProcessCommand Shell(string script, params string[] arguments) =>
        connection.Enter(["/bin/sh", "-c", script, "sh", .. arguments]);
}
