using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Provisioning;

/// <summary>
/// What a builder of Bivouac's own is made from, whatever holds it: a root of the sandbox or an image of a container. Its
/// name is made of all of it, so that a changed pin makes another builder.
/// </summary>
/// <param name="options">The pins and the places.</param>
/// <param name="mirror">The mirror.</param>
/// <param name="kind">What holds the builder, where that makes a difference to its content.</param>
/// <param name="keys">The keys that it trusts beside Alpine's.</param>
/// <param name="checksum">The checksum of its minirootfs.</param>
internal sealed class BuilderRecipe(
    BuilderOptions options,
    Mirror mirror,
    string kind,
    IReadOnlyList<TrustedKey> keys,
    FileChecksum checksum)
{
    /// <summary>Where a mirror that is a folder is seen inside.</summary>
    public const string MirrorInside = "/srv/mirror";

    /// <summary>The places in a builder that Bivouac provisions, where root builds.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="workRoot">Inside: the work root.</param>
    /// <param name="aports">Inside: the folder that holds Alpine's scripts.</param>
    /// <param name="signingKey">Inside: the private key; its folder is abuild's.</param>
    /// <param name="scriptsKey">Names the content of the scripts.</param>
    public static BuilderLayout Layout(Mirror mirror, string branch, string workRoot, string aports, string signingKey, string scriptsKey)
    {
        var mirrorInside = mirror.IsFolder ? MirrorInside : mirror.Location;
        return new BuilderLayout(
            workRoot,
            aports,
            aports + "/scripts",
            mirrorInside,
            Mirror.Repositories(mirrorInside, branch),
            signingKey,
            "/root",
            new Dictionary<string, string>(Builders.Proxies.For(mirror), StringComparer.Ordinal)
            {
                ["PATH"] = SandboxEntry.Path,
                ["HOME"] = "/root",
                ["USER"] = "root",
                ["LC_ALL"] = "C",
                ["APORTS"] = aports,
                ["ABUILD_USERDIR"] = signingKey[..signingKey.LastIndexOf('/')],
            })
        {
            ScriptsKey = scriptsKey,
            MirrorSource = mirror.Location,
        };
    }

    private readonly string[] repositories =
        [.. Mirror.Repositories(mirror.IsFolder ? MirrorInside : mirror.Location, options.Branch)];

    private readonly string archivePath = Mirror.MinirootfsPath(options.Release, options.Arch);

    /// <summary>The checksum of the minirootfs.</summary>
    public FileChecksum Checksum => checksum;

    /// <summary>The builder's name: the same for the same recipe.</summary>
    public string Name => $"alpine-{options.Release}-{options.Arch}-{Hash()}";

    /// <summary>The proxies that apk asks the mirror through; by default those of this machine's environment.</summary>
    public IReadOnlyDictionary<string, string> Proxies { get; init; } = Builders.Proxies.For(mirror);

    /// <summary>Finds out what there is to find out: the checksum of the minirootfs, and the keys.</summary>
    /// <param name="options">The pins and the places.</param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="files">Takes files from it.</param>
    /// <param name="kind">What holds the builder.</param>
    /// <param name="key">The key whose signatures it trusts beside Alpine's.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">
    /// The pinned checksum is none (<see cref="ExitCode.Usage"/>); a key is not there, or the mirror has no checksum
    /// (<see cref="ExitCode.BuilderUnavailable"/>).
    /// </exception>
    public static async Task<BuilderRecipe> MakeAsync(
        BuilderOptions options,
        Mirror mirror,
        MirrorFiles files,
        string kind,
        SigningKey key,
        CancellationToken cancellationToken)
    {
        var checksum = options.MinirootfsSha256 is { Length: > 0 } pinned
            ? ParsePin(pinned)
            : await files.ReadChecksumAsync(Mirror.MinirootfsPath(options.Release, options.Arch), cancellationToken).ConfigureAwait(false);
        return new BuilderRecipe(options, mirror, kind, ReadKeys(options, key), checksum);
    }

    /// <summary>Takes the pinned checksum of a minirootfs.</summary>
    /// <param name="pinned">What VERSIONS says.</param>
    /// <exception cref="DriverException">It is none (<see cref="ExitCode.Usage"/>).</exception>
    public static FileChecksum ParsePin(string pinned)
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

    /// <summary>Reads the keys that a builder trusts: the mirror's, and the one that images are signed with.</summary>
    /// <param name="options">Names the mirror's keys.</param>
    /// <param name="key">The signing key.</param>
    /// <exception cref="DriverException">One is not there (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static IReadOnlyList<TrustedKey> ReadKeys(BuilderOptions options, SigningKey key)
    {
        var keys = new List<TrustedKey>();
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

            keys.Add(new TrustedKey(Path.GetFileName(file), File.ReadAllBytes(file)));
        }

        return keys;
    }

    /// <summary>Brings the minirootfs, from the cache or the mirror; verified, before anything else looks at it.</summary>
    /// <param name="files">Takes files from the mirror.</param>
    /// <param name="archive">The file of this machine to make: builders of other recipes, which take the same one, are not in its way.</param>
    /// <param name="progress">Is told what is expected, and when another process fetches it.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DriverException">It is not the pinned one (<see cref="ExitCode.DownloadFailed"/>) or cannot be used (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public async Task BringMinirootfsAsync(MirrorFiles files, string archive, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report($"{Path.GetFileName(archivePath)}, expecting {checksum}"
            + (options.MinirootfsSha256 is { Length: > 0 } ? "" : " as the mirror itself says; pin it in VERSIONS"));
        await new DownloadCache(options.CacheDirectory, TimeProvider.System) { FailureCode = ExitCode.BuilderUnavailable }.UseAsync(
            checksum,
            Path.GetFileName(archivePath),
            archive,
            (file, token) => files.BringAsync(archivePath, file, checksum, token),
            progress is null ? null : progress.Report,
            cancellationToken).ConfigureAwait(false);
        await Minirootfs.CheckAsync(archive, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what <see cref="ProvisionCommand"/> takes.</summary>
    /// <param name="folder">The folder of this machine to make.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteInputAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(folder, "repositories"), string.Concat(repositories.Select(static r => r + "\n")), cancellationToken)
            .ConfigureAwait(false);
        foreach (var key in keys)
            await File.WriteAllBytesAsync(Path.Combine(folder, "keys", key.Name), key.Content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what <see cref="ProvisionCommand"/> reads: the proxies.</summary>
    public Func<Stream, CancellationToken, Task> ProvisionInput => ShellVariables.Input(Proxies);

    /// <summary>The command that makes the builder, inside; its input is <see cref="ProvisionInput"/>.</summary>
    /// <param name="input">Inside: the folder with what <see cref="WriteInputAsync"/> wrote.</param>
    /// <param name="progress">Is told what is installed.</param>
    public IReadOnlyList<string> ProvisionCommand(string input, IProgress<string>? progress)
    {
        string[] packages = [.. AlpineTools.Packages(options.Arch), .. options.Packages];
        progress?.Report($"installing {string.Join(' ', packages)}");
        return ShellVariables.Before(["/bin/sh", "-c", ProvisionScript.Text, "sh", input, options.Arch, Upgrade(), .. packages]);
    }

    /// <summary>What a failure of <see cref="ProvisionCommand"/> is told as.</summary>
    /// <param name="result">How it ended.</param>
    public DriverException NotProvisioned(ProcessResult result) => new(
        ExitCode.BuilderUnavailable,
        $"Alpine's tools cannot be installed from {mirror.Location}",
        Reason(result),
        IsPassing(result)
            ? "Run it again; if it stays so, look at the way from the builder to the mirror, or pass another one: --mirror URL|DIR."
            : "Pass a mirror that has them (--mirror URL|DIR), and the keys that it signs with if they are not Alpine's (--apk-key FILE).");

    // What a server or a network does that is not well for the moment.
    private static bool IsPassing(ProcessResult result) =>
        ((string[])["could not connect", "temporary error", "timed out", "I/O error", "IO ERROR", "network error", "connection aborted", "unexpected end of file"])
            .Any(w => result.Output.Contains(w, StringComparison.OrdinalIgnoreCase) || result.Error.Contains(w, StringComparison.OrdinalIgnoreCase));

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

    private string Hash()
    {
        IEnumerable<string> parts =
        [
            checksum.ToString(), mirror.Location, .. repositories, ProvisionScript.Text, Upgrade(), kind,
            .. AlpineTools.Packages(options.Arch), .. options.Packages,
            .. keys.SelectMany(static k => (string[])[k.Name, Convert.ToHexString(k.Content)]),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..16];
    }

    // Packages of another branch than the minirootfs's need that branch's libraries.
    private string Upgrade() => archivePath.StartsWith(Mirror.BranchFolder(options.Branch) + "/", StringComparison.Ordinal) ? "" : "yes";
}
