using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Builders;

/// <summary>A mirror of Alpine: a URL, or a folder of this machine with the same layout.</summary>
internal sealed record Mirror
{
    /// <summary>What to do when a mirror cannot be used.</summary>
    public const string Advice =
        "Pass a mirror that this machine can reach: --mirror URL, or --mirror DIR for a local copy with the same layout.";

    private const string InContainersAlone =
        "That name is known in containers alone, and this machine takes from the mirror too: pass an address that both reach, such as this machine's own in its network, or the folder: --mirror DIR.";

    private Mirror(string location, bool isFolder)
    {
        Location = location;
        IsFolder = isFolder;
    }

    /// <summary>The URL or the full path, without a slash at its end.</summary>
    public string Location { get; }

    /// <summary>Whether it is a folder of this machine.</summary>
    public bool IsFolder { get; }

    /// <summary>The URL of a mirror that has one.</summary>
    public Uri Url => new(Location);

    /// <summary>Takes what the user gave.</summary>
    /// <param name="text">A URL or a folder.</param>
    /// <exception cref="DriverException">It is a URL of another scheme (<see cref="ExitCode.Usage"/>).</exception>
    public static Mirror Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("://", StringComparison.Ordinal)
            ? OfUrl(text)
            : new Mirror(Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)), isFolder: true);
    }

    /// <summary>Takes what the user gave for a machine elsewhere.</summary>
    /// <param name="text">A URL, or the whole path of a folder of that machine.</param>
    /// <exception cref="DriverException">It is a URL of another scheme, or no whole path (<see cref="ExitCode.Usage"/>).</exception>
    public static Mirror Inside(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("://", StringComparison.Ordinal))
            return OfUrl(text);
        return text.StartsWith('/')
            ? new Mirror(text.TrimEnd('/'), isFolder: true)
            : throw new DriverException(
                ExitCode.Usage,
                $"'{text}' is no mirror for a builder elsewhere",
                "it is neither an http(s) URL nor the whole path of a folder of that machine",
                "Pass --mirror URL, or --mirror /DIR for a folder of that machine.");
    }

    private static Mirror OfUrl(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && !text.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return new Mirror(text.TrimEnd('/'), isFolder: false);
        throw new DriverException(ExitCode.Usage, $"'{text}' is no mirror", "it is neither an http(s) URL nor a folder", Advice);
    }

    /// <summary>The folder of a branch in every mirror: <c>v3.21</c>, or <c>edge</c>.</summary>
    /// <param name="branch">The branch, with or without the leading v.</param>
    public static string BranchFolder(string branch) =>
        branch.Length > 0 && char.IsAsciiDigit(branch[0]) ? "v" + branch : branch;

    /// <summary>Where the minirootfs of a release is: in the branch of that release, else (a snapshot) in edge.</summary>
    /// <param name="release">Such as <c>3.21.3</c>.</param>
    /// <param name="arch">Alpine's name of the architecture.</param>
    public static string MinirootfsPath(string release, string arch)
    {
        var parts = release.Split('.');
        var branch = parts.Length >= 3 ? $"v{parts[0]}.{parts[1]}" : "edge";
        return $"{branch}/releases/{arch}/alpine-minirootfs-{release}-{arch}.tar.gz";
    }

    /// <summary>The repositories main and community of a branch.</summary>
    /// <param name="root">The mirror as it is seen by who uses it.</param>
    /// <param name="branch">The branch.</param>
    public static IReadOnlyList<string> Repositories(string root, string branch) =>
        [$"{root}/{BranchFolder(branch)}/main", $"{root}/{BranchFolder(branch)}/community"];

    /// <summary>A file of a mirror with a URL.</summary>
    /// <param name="path">The path below the mirror.</param>
    public HttpSource Source(string path) => new(new Uri($"{Location}/{path}"))
    {
        AllowPlainHttp = true,
        FailureCode = ExitCode.BuilderUnavailable,
        Advice = Url.Host is "host.containers.internal" or "host.docker.internal" ? InContainersAlone : Advice,
    };

    /// <summary>A file of a mirror that is a folder.</summary>
    /// <param name="path">The path below the mirror.</param>
    public string File(string path) => Path.Combine(Location, path);
}
