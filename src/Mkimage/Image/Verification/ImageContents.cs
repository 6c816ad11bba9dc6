using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image.Iso;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Packages;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>
/// The parts of an image that checks look at. Each is read when first asked for; a part that cannot be read fails, with the
/// same exception, every check that asks for it, and no other.
/// </summary>
internal sealed class ImageContents : IDisposable
{
    public const string OverlaySuffix = ".apkovl.tar.gz";

    private readonly Lazy<IsoImage> _iso;
    private readonly Lazy<ApkIndex> _index;
    private readonly Lazy<Apkovl> _overlay;
    private readonly Dictionary<string, string?> _releases = new(StringComparer.Ordinal);

    public ImageContents(string isoPath, ImageExpectation expectation)
    {
        IsoPath = isoPath;
        Expectation = expectation;
        _iso = new(() => IsoImage.Open(isoPath));
        _index = new(() => ReadIndex(Require(IndexPath)));
        _overlay = new(ReadOverlay);
    }

    public string IsoPath { get; }

    public ImageExpectation Expectation { get; }

    public IsoImage Iso => _iso.Value;

    public ApkIndex Index => _index.Value;

    public Apkovl Overlay => _overlay.Value;

    public string PackagesFolder => "apks/" + Expectation.Arch;

    public string IndexPath => PackagesFolder + "/APKINDEX.tar.gz";

    /// <summary>The overlays at the root of the medium.</summary>
    public IReadOnlyList<IsoEntry> Overlays => Iso.FilesIn("").Where(entry => entry.Name.EndsWith(OverlaySuffix, StringComparison.Ordinal)).ToList();

    /// <summary>The file at a path; a failed check where there is none.</summary>
    public IsoEntry Require(string path) =>
        Iso.FindFile(path) ?? throw new ImageFormatException(Path.GetFileName(IsoPath), $"/{path} is not in the image");

    /// <summary>A small text file of the image; null when it is not there.</summary>
    public string? ReadText(string path)
    {
        if (Iso.FindFile(path) is not { } entry) return null;
        if (entry.Size > 1024 * 1024) throw new ImageFormatException("/" + path, "it is larger than any text file of a boot loader");
        using var text = new StreamReader(Iso.OpenRead(entry));
        return text.ReadToEnd();
    }

    /// <summary>The release that a flavor's kernel names; null when there is no kernel or it names none.</summary>
    public string? KernelReleaseOf(string flavor)
    {
        if (_releases.TryGetValue(flavor, out var known)) return known;
        var entry = Iso.FindFile("boot/vmlinuz-" + flavor);
        string? release = null;
        if (entry is not null)
        {
            using var stream = Iso.OpenRead(entry);
            release = KernelImage.ReadRelease(stream);
        }

        return _releases[flavor] = release;
    }

    public SquashFsSuperblock ReadModloop(string flavor)
    {
        using var stream = Iso.OpenRead(Require("boot/modloop-" + flavor));
        return SquashFsSuperblock.Read(stream);
    }

    public void Dispose()
    {
        if (_iso.IsValueCreated) _iso.Value.Dispose();
    }

    private ApkIndex ReadIndex(IsoEntry entry)
    {
        using var stream = Iso.OpenRead(entry);
        return ApkIndex.Read(stream);
    }

    private Apkovl ReadOverlay()
    {
        var entry = Overlays.FirstOrDefault(entry => entry.Name == Expectation.Hostname + OverlaySuffix)
            ?? Overlays.FirstOrDefault()
            ?? throw new ImageFormatException(Path.GetFileName(IsoPath), "there is no overlay in the image");
        using var stream = Iso.OpenRead(entry);
        return Apkovl.Read(stream, entry.Name);
    }
}
