using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>
/// The Alpine root that builds see, in the cache, under a name made of everything that it was made from: a changed pin makes
/// another root. It is made under another name and renamed at the end, so that no half-made one is ever used.
/// </summary>
/// <param name="options">The pins and the places.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="files">Takes files from it.</param>
/// <param name="processes">Starts processes.</param>
/// <param name="entry">Enters the sandbox.</param>
internal sealed class SandboxRoot(
    BuilderOptions options,
    Mirror mirror,
    MirrorFiles files,
    IProcessRunner processes,
    SandboxEntry entry)
{
    /// <summary>Where a mirror that is a folder is seen inside.</summary>
    public const string MirrorInside = "/srv/mirror";

    private const string InputInside = "/run/bivouac";

    private static readonly string[] ProxyVariables = ["http_proxy", "https_proxy", "no_proxy"];

    private readonly string[] repositories =
        [.. Mirror.Repositories(mirror.IsFolder ? MirrorInside : mirror.Location, options.Branch)];

    /// <summary>Finds the root, or makes it.</summary>
    /// <param name="key">The key whose signatures it trusts beside Alpine's.</param>
    /// <param name="mounts">What is seen in it while it is made: the mirror, the network's configuration.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    /// <returns>The folder of this machine.</returns>
    /// <exception cref="DriverException">
    /// The mirror cannot be used or apk fails (<see cref="ExitCode.BuilderUnavailable"/>); the minirootfs is not the pinned one
    /// (<see cref="ExitCode.DownloadFailed"/>).
    /// </exception>
    public async Task<string> ProvideAsync(
        SigningKey key,
        IReadOnlyList<SandboxMount> mounts,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        var archivePath = Mirror.MinirootfsPath(options.Release, options.Arch);
        var checksum = options.MinirootfsSha256 is { Length: > 0 } pinned
            ? ParsePin(pinned)
            : await files.ReadChecksumAsync(archivePath, cancellationToken).ConfigureAwait(false);
        var keys = ReadKeys(key);
        var root = Path.Combine(options.CacheDirectory, "roots", $"alpine-{options.Release}-{options.Arch}-{Name(checksum, keys)}");
        if (Directory.Exists(root))
            return root;

        using (await CacheLock.TakeAsync(
            root + ".lock",
            () => progress?.Report("waiting for another process that makes the same builder root"),
            cancellationToken).ConfigureAwait(false))
        {
            if (!Directory.Exists(root))
                await MakeAsync(root, archivePath, checksum, keys, mounts, progress, cancellationToken).ConfigureAwait(false);
            return root;
        }
    }

    private async Task MakeAsync(
        string root,
        string archivePath,
        FileChecksum checksum,
        IReadOnlyList<(string Name, byte[] Content)> keys,
        IReadOnlyList<SandboxMount> mounts,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report($"making a builder root of Alpine {options.Release} ({options.Arch}) from {mirror.Location}");
        var archive = Path.Combine(options.CacheDirectory, "downloads", Path.GetFileName(archivePath));
        progress?.Report($"{Path.GetFileName(archivePath)}, expecting {checksum}"
            + (options.MinirootfsSha256 is { Length: > 0 } ? "" : " as the mirror itself says; pin it in VERSIONS"));
        await files.BringAsync(archivePath, archive, checksum, cancellationToken).ConfigureAwait(false);
        await Minirootfs.CheckAsync(archive, cancellationToken).ConfigureAwait(false);

        var partial = root + ".partial";
        var input = root + ".input";
        try
        {
            await RemoveAsync(partial, cancellationToken).ConfigureAwait(false);
            await RunAsync(
                "The minirootfs cannot be unpacked",
                entry.WithIds(SandboxScripts.Unpack, archive, partial),
                "Look at the free space of the cache directory.",
                cancellationToken).ConfigureAwait(false);
            await WriteInputAsync(input, keys, cancellationToken).ConfigureAwait(false);
            string[] packages = [.. AlpineTools.Packages(options.Arch), .. options.Packages];
            progress?.Report($"installing {string.Join(' ', packages)}");
            await RunAsync(
                $"Alpine's tools cannot be installed from {mirror.Location}",
                entry.Keep(
                    partial,
                    [.. mounts, new SandboxMount(input, InputInside)],
                    ["env", .. Proxies(), "/bin/sh", "-c", SandboxScripts.Provision, "sh", InputInside, options.Arch, Upgrade(), .. packages]),
                $"Pass a mirror that has them (--mirror URL|DIR), and the keys that it signs with if they are not Alpine's (--apk-key FILE).",
                cancellationToken).ConfigureAwait(false);
            Directory.Move(partial, root);
            progress?.Report("the builder root is ready");
        }
        finally
        {
            // Not cancelled with the rest: nothing half-made stays if it can be helped.
            await RemoveAsync(partial, CancellationToken.None).ConfigureAwait(false);
            await RemoveAsync(input, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            await processes.RunAsync(entry.WithIds(SandboxScripts.Remove, folder), cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string what, ProcessCommand command, string next, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw new DriverException(ExitCode.BuilderUnavailable, what, Reason(result), next);
    }

    // apk tells on standard output what it could not fetch, and on standard error that it failed.
    private static string Reason(ProcessResult result)
    {
        var lines = (result.Output + "\n" + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static l => l.StartsWith("ERROR", StringComparison.Ordinal) || l.StartsWith("WARNING", StringComparison.Ordinal)
                || l.Contains("no such package", StringComparison.Ordinal))
            .Distinct()
            .Take(6)
            .ToList();
        return lines.Count == 0 ? result.Reason() : string.Join("; ", lines);
    }

    private async Task WriteInputAsync(string input, IReadOnlyList<(string Name, byte[] Content)> keys, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(input, "keys"));
        await File.WriteAllTextAsync(Path.Combine(input, "repositories"), string.Concat(repositories.Select(static r => r + "\n")), cancellationToken)
            .ConfigureAwait(false);
        foreach (var (name, content) in keys)
            await File.WriteAllBytesAsync(Path.Combine(input, "keys", name), content, cancellationToken).ConfigureAwait(false);
    }

    private List<(string Name, byte[] Content)> ReadKeys(SigningKey key)
    {
        var keys = new List<(string, byte[])>();
        foreach (var file in options.ApkKeys.Append(key.PublicFile))
        {
            if (!File.Exists(file))
            {
                throw new DriverException(
                    ExitCode.BuilderUnavailable,
                    $"The key {file} cannot be used",
                    "there is no such file",
                    "Pass the public key file that the mirror signs with: --apk-key FILE.");
            }

            keys.Add((Path.GetFileName(file), File.ReadAllBytes(file)));
        }

        return keys;
    }

    private string Name(FileChecksum checksum, IEnumerable<(string Name, byte[] Content)> keys)
    {
        IEnumerable<string> parts =
        [
            checksum.ToString(), mirror.Location, .. repositories, SandboxScripts.Provision, Upgrade(), entry.Mode.ToString(),
            .. AlpineTools.Packages(options.Arch), .. options.Packages,
            .. keys.SelectMany(static k => (string[])[k.Name, Convert.ToHexString(k.Content)]),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..16];
    }

    // Packages of another branch than the minirootfs's need that branch's libraries.
    private string Upgrade() =>
        Mirror.MinirootfsPath(options.Release, options.Arch).StartsWith(Mirror.BranchFolder(options.Branch) + "/", StringComparison.Ordinal)
            ? ""
            : "yes";

    // apk speaks HTTP through the proxy that the user's machine has, if it has one; nothing else of its environment is seen.
    private IEnumerable<string> Proxies() => mirror.IsFolder
        ? []
        : ProxyVariables
            .Select(static n => (Name: n, Value: Environment.GetEnvironmentVariable(n)))
            .Where(static v => !string.IsNullOrEmpty(v.Value))
            .Select(static v => $"{v.Name}={v.Value}");

    private static FileChecksum ParsePin(string pinned)
    {
        try
        {
            return FileChecksum.Parse(pinned);
        }
        catch (FormatException e)
        {
            throw new DriverException(ExitCode.Usage, "The pinned checksum of the minirootfs is wrong", e.Message.TrimEnd('.'), "Correct it in VERSIONS.", e);
        }
    }
}
