using System;
using System.Collections.Generic;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>What an image must be, as the definition says it. <see cref="ImageVerifier"/> compares an ISO with it.</summary>
public sealed record ImageExpectation
{
    /// <summary>The profile's name.</summary>
    public required string Profile { get; init; }

    /// <summary>Alpine's name of the architecture: <c>x86_64</c>, <c>x86</c>, <c>aarch64</c>.</summary>
    public required string Arch { get; init; }

    /// <summary>The ISO's exact file name; null when only its form is looked at (mkimage.sh writes <c>alpine-x-tag-arch.</c> when image_ext is missing).</summary>
    public string? FileName { get; init; }

    /// <summary>When the build began: an ISO last written before is of an earlier build. Null when its age does not matter.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The exact volume id, at most 32 characters. GRUB finds the medium by it.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The host name, which names the overlay: <c>HOSTNAME.apkovl.tar.gz</c>. Null when it may have any name.</summary>
    public string? Hostname { get; init; }

    /// <summary>The kernel flavors: <c>lts</c>.</summary>
    public required IReadOnlyList<string> KernelFlavors { get; init; }

    /// <summary>How the modloop must be compressed; null when it may be anything.</summary>
    public SquashFsCompression? ModloopCompression { get; init; }

    /// <summary>How the initramfs must be compressed (<c>gzip</c>, <c>zstd</c>, <c>xz</c>, <c>lz4</c>); null when it may be any of these.</summary>
    public string? InitramfsCompression { get; init; }

    /// <summary>Per flavor the constraint on the kernel package's version, as apk writes it: <c>~6.6</c>, <c>=6.6.14-r0</c>, <c>&gt;=6.6</c>. Flavors without one may have any.</summary>
    public IReadOnlyDictionary<string, string> KernelVersions { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether there must be an overlay. False only for images that are declared without one.</summary>
    public bool NeedsOverlay { get; init; } = true;

    /// <summary>What must stand in the overlay; it may hold more.</summary>
    public IReadOnlyList<ExpectedOverlayEntry> OverlayEntries { get; init; } = [];

    /// <summary>Paths (from /, without a slash at the start) that must not be in the overlay.</summary>
    public IReadOnlyList<string> AbsentOverlayPaths { get; init; } = [];

    /// <summary>The hash that must stand in the overlay's <c>etc/bivouac-release</c> as <c>CONTENT_SHA256=hex</c>; it tells a fresh overlay from a stale one. Null to leave that out.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The entries of /etc/apk/world. Each must be satisfied by the packages on the medium alone.</summary>
    public IReadOnlyList<string> World { get; init; } = [];

    /// <summary>Whether BIOS must be able to boot it (x86 and x86_64 only).</summary>
    public bool NeedsBios { get; init; } = true;

    /// <summary>Whether UEFI must be able to boot it.</summary>
    public bool NeedsUefi { get; init; } = true;

    /// <summary>Files that boot addons put into boot/: <c>intel-ucode.img</c>.</summary>
    public IReadOnlyList<string> BootAddons { get; init; } = [];

    /// <summary>Parts of the kernel command line that boot/syslinux/syslinux.cfg (with <see cref="NeedsBios"/>) and boot/grub/grub.cfg (with <see cref="NeedsUefi"/>) must hold.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];
}
