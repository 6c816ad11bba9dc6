using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac;

/// <summary>What is known of vendors: where their files are, where the checksums, and where their versions are listed.</summary>
internal static class VendorSources
{
    private static readonly Regex GoVersion = new(@"\A[0-9]+(?:\.[0-9]+)*(?:(?:rc|beta)[0-9]+)?\z", RegexOptions.CultureInvariant);
    private static readonly Regex NvidiaVersion = new(@"\A[0-9]+(?:\.[0-9]+)+\z", RegexOptions.CultureInvariant);
    private static readonly Regex GitHubRepository = new(@"\A[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant);
    private static readonly Regex GitHubTag = new(@"\A[A-Za-z0-9._+~-]+(?:/[A-Za-z0-9._+~-]+)*\z", RegexOptions.CultureInvariant);
    private static readonly Regex GitHubAsset = new(@"\A[A-Za-z0-9._+~-]+\z", RegexOptions.CultureInvariant);

    /// <summary>go.dev/dl: the archives, and a list of all releases as JSON. The checksum file holds nothing but the checksum.</summary>
    public static VerifiedDownloadBuilder Go(DownloadDraft draft, ShellText version, Arch arch)
    {
        Require(version, GoVersion, "a version of Go; write it as in '1.23.6', without 'go'", nameof(version));
        var name = arch switch
        {
            Arch.X86_64 => "amd64",
            Arch.Aarch64 => "arm64",
            Arch.X86 => "386",
            Arch.Armv7 => "armv6l",
            Arch.Riscv64 => "riscv64",
            Arch.Loongarch64 => "loong64",
            _ => throw new ArgumentException($"there is no architecture {(int)arch}; use a member of Arch", nameof(arch)),
        };
        draft.From(new ShellText("https://dl.google.com/go/go") + version + ".linux-" + name + ".tar.gz", nameof(version));
        draft.ChecksumFile(".sha256", nameof(version));
        draft.ListedAt("https://go.dev/dl/?mode=json&include=all", nameof(version), "\"version\":\\s*\"go([0-9][0-9a-z.]*)\"", null);
        return new(draft);
    }

    /// <summary>download.nvidia.com: a folder a version below one an architecture.</summary>
    public static VerifiedDownloadBuilder Nvidia(DownloadDraft draft, ShellText version, Arch arch)
    {
        Require(version, NvidiaVersion, "a version of NVIDIA's driver; write it as in '570.86.16'", nameof(version));
        var name = arch switch
        {
            Arch.X86_64 => "Linux-x86_64",
            Arch.Aarch64 => "Linux-aarch64",
            _ => throw new ArgumentException($"NVIDIA makes no driver for {arch}; use Arch.X86_64 or Arch.Aarch64", nameof(arch)),
        };
        var folder = "https://download.nvidia.com/XFree86/" + name + "/";
        draft.From(new ShellText(folder) + version + "/NVIDIA-" + name + "-" + version + ".run", nameof(version));
        draft.ChecksumFile(".sha256sum", nameof(version));
        draft.ListedAt(folder, nameof(version), "href=[\"']([0-9]+(?:\\.[0-9]+)+)/[\"']", null);
        return new(draft);
    }

    /// <summary>github.com: the files of a release, and the newest hundred releases as JSON.</summary>
    public static VerifiedDownloadBuilder GitHub(DownloadDraft draft, string repository, ShellText tag, ShellText asset, ShellText? checksums)
    {
        Require(new ShellText(repository ?? throw new ArgumentNullException(nameof(repository))), GitHubRepository, "a repository of GitHub; write it as 'owner/repository'", nameof(repository));
        Require(tag, GitHubTag, "a tag; write it as the release has it, for example 'v1.2.3'", nameof(tag));
        Require(asset, GitHubAsset, "the name of a file of a release; write it as the release has it", nameof(asset));
        var sums = checksums ?? "SHA256SUMS";
        Require(sums, GitHubAsset, "the name of a file of a release; write it as the release has it", nameof(checksums));
        var release = new ShellText("https://github.com/" + repository + "/releases/download/") + tag + "/";
        draft.From(release + asset, nameof(asset));
        draft.ChecksumFile(release + sums, nameof(checksums));
        draft.ListedAt("https://api.github.com/repos/" + repository + "/releases?per_page=100", nameof(tag), "\"tag_name\":\\s*\"" + VersionIn(tag) + "\"", null);
        return new(draft);
    }

    /// <summary>A pattern for tags of the same form; its group is what VERSIONS has, or the whole tag when VERSIONS has none of it.</summary>
    private static string VersionIn(ShellText tag) => tag.Parts.Count(p => p.Key is not null) == 1
        ? string.Concat(tag.Parts.Select(p => p.Key is null ? Regex.Escape(p.Value) : "([^\"/]+)"))
        : "([^\"]+)";

    private static void Require(ShellText text, Regex form, string what, string parameter)
    {
        if (!form.IsMatch(Texts.CheckLine(text, parameter).ToString())) throw new ArgumentException($"'{text}' is not {what}", parameter);
    }
}
