using System.Collections.Generic;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Image.Packages;

/// <summary>A package of an index.</summary>
/// <param name="Name">Its name (P).</param>
/// <param name="Version">Its version (V).</param>
/// <param name="Architecture">Its architecture (A); empty when not given.</param>
/// <param name="Size">Bytes of its .apk file (S).</param>
/// <param name="InstalledSize">Bytes when installed (I).</param>
/// <param name="Origin">The package it was built with (o); null when not given.</param>
/// <param name="ProviderPriority">Which of several providers of a name is taken (k): the highest; 0 when not given.</param>
/// <param name="Dependencies">What it needs (D).</param>
/// <param name="Provides">What it provides besides its own name (p).</param>
/// <param name="InstallIf">It is installed by itself where all of these are (i).</param>
internal sealed record ApkIndexRecord(
    string Name,
    string Version,
    string Architecture,
    long Size,
    long InstalledSize,
    string? Origin,
    int ProviderPriority,
    IReadOnlyList<ApkDependency> Dependencies,
    IReadOnlyList<ApkDependency> Provides,
    IReadOnlyList<ApkDependency> InstallIf)
{
    /// <summary>The name of its file in a repository.</summary>
    public string FileName => $"{Name}-{Version}.apk";

    /// <summary>Name and version, as apk writes them in messages.</summary>
    public override string ToString() => $"{Name}-{Version}";
}
