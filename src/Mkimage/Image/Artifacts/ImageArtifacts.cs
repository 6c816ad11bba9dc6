using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>Writes what is handed out beside an ISO: its checksums and its manifest.</summary>
/// <param name="Sha256Path">The checksum file <c>NAME.iso.sha256</c>.</param>
/// <param name="Sha512Path">The checksum file <c>NAME.iso.sha512</c>.</param>
/// <param name="ManifestPath">The manifest <c>NAME.iso.manifest.json</c>.</param>
/// <param name="Sha256">SHA-256 of the ISO, lower-case hex.</param>
/// <param name="Sha512">SHA-512 of the ISO, lower-case hex.</param>
public sealed record ImageArtifacts(string Sha256Path, string Sha512Path, string ManifestPath, string Sha256, string Sha512)
{
    /// <summary>The ending, behind the ISO's name, of its manifest.</summary>
    public const string ManifestEnding = ".manifest.json";

    /// <summary>The endings, behind the ISO's name, of all that tells of an ISO beside it; what tells of an older one goes when a new one comes to its place.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".sha256", ".sha512", ManifestEnding, ".build.json", ".html"];

    /// <summary>
    /// Writes the three files beside the ISO; older ones are replaced as a whole. <c>sha256sum -c</c> and <c>sha512sum -c</c> accept
    /// the checksum files in the ISO's folder.
    /// </summary>
    /// <param name="report">The report about the ISO.</param>
    /// <param name="expectation">What it was compared with.</param>
    /// <param name="digests">The ISO's hashes.</param>
    /// <returns>Where they are.</returns>
    /// <exception cref="IOException">The ISO's folder cannot be written.</exception>
    public static ImageArtifacts Write(ImageReport report, ImageExpectation expectation, ImageDigests digests)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(expectation);
        ArgumentNullException.ThrowIfNull(digests);
        var (sha256, sha512) = digests;
        var artifacts = new ImageArtifacts(report.IsoPath + ".sha256", report.IsoPath + ".sha512", report.IsoPath + ManifestEnding, sha256, sha512);
        var name = Path.GetFileName(report.IsoPath);
        AtomicFile.Write(artifacts.Sha256Path, $"{sha256}  {name}\n");
        AtomicFile.Write(artifacts.Sha512Path, $"{sha512}  {name}\n");
        AtomicFile.Write(artifacts.ManifestPath, JsonSerializer.Serialize(ManifestOf(report, expectation, artifacts), ManifestJson.Default.ImageManifest) + "\n");
        return artifacts;
    }

    private static ImageManifest ManifestOf(ImageReport report, ImageExpectation expectation, ImageArtifacts artifacts) => new()
    {
        Format = ImageManifest.CurrentFormat,
        Name = expectation.Profile,
        Arch = expectation.Arch,
        Iso = Path.GetFileName(report.IsoPath),
        Size = report.Size,
        Sha256 = artifacts.Sha256,
        Sha512 = artifacts.Sha512,
        VolumeId = report.VolumeId,
        CreatedAt = report.CreatedAt,
        Kernels = Sorted(report.KernelReleases, value => value),
        Modloops = Sorted(report.ModloopCompressions, value => value.ToString().ToLowerInvariant()),
        Parts = Sorted(report.Parts.ToDictionary(part => part.Name, part => part.Bytes), value => value),
        OverlayContentSha256 = report.OverlayContentSha256,
        Verified = report.Passed,
        Packages = Sorted(
            report.Packages.GroupBy(package => package.Name).ToDictionary(group => group.Key, group => string.Join(' ', group.Select(package => package.Version))),
            value => value),
        Checks = report.Checks.Select(check => new ManifestCheck(check.Id, check.Passed, check.ToString())).ToList(),
        Warnings = report.Warnings,
    };

    private static SortedDictionary<string, TOut> Sorted<TIn, TOut>(IReadOnlyDictionary<string, TIn> map, Func<TIn, TOut> value) =>
        new(map.ToDictionary(pair => pair.Key, pair => value(pair.Value)), StringComparer.Ordinal);
}
