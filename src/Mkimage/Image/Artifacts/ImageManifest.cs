using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>What <c>NAME.iso.manifest.json</c> says. Fields are written in this order; lists and maps are sorted, so that equal images give equal manifests.</summary>
internal sealed record ImageManifest
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of this form. It rises when a field changes its meaning.</summary>
    public required int Format { get; init; }

    /// <summary>The profile.</summary>
    public required string Name { get; init; }

    /// <summary>Alpine's name of the architecture.</summary>
    public required string Arch { get; init; }

    /// <summary>The ISO's file name, without its folder.</summary>
    public required string Iso { get; init; }

    /// <summary>Bytes of the ISO.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the ISO, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-512 of the ISO, lower-case hex.</summary>
    public required string Sha512 { get; init; }

    /// <summary>The volume id.</summary>
    public required string? VolumeId { get; init; }

    /// <summary>When the volume was created, as it says.</summary>
    public required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Per flavor the kernel's release.</summary>
    public required SortedDictionary<string, string> Kernels { get; init; }

    /// <summary>Per flavor the compression of the modloop.</summary>
    public required SortedDictionary<string, string> Modloops { get; init; }

    /// <summary>Bytes per part.</summary>
    public required SortedDictionary<string, long> Parts { get; init; }

    /// <summary>The content hash of the overlay.</summary>
    public required string? OverlayContentSha256 { get; init; }

    /// <summary>Whether every check passed.</summary>
    public required bool Verified { get; init; }

    /// <summary>Per package its version; the rare package that is there in several versions has them with blanks between.</summary>
    public required SortedDictionary<string, string> Packages { get; init; }

    /// <summary>The checks, in the order of the report.</summary>
    public required IReadOnlyList<ManifestCheck> Checks { get; init; }

    /// <summary>What is not wrong but worth knowing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it says; null when there is none, or none of this form: it may be of another version, or damaged.</returns>
    public static ImageManifest? Read(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.ImageManifest);
            return manifest?.Format == CurrentFormat ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
