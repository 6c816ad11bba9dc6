using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Apk;

namespace Bivouac.Mkimage.Image.Packages;

/// <summary>A package index of apk version 2 (APKINDEX.tar.gz), and what can be asked of it.</summary>
internal sealed class ApkIndex
{
    private const long MaxBytes = 512L * 1024 * 1024;
    private const string Title = "APKINDEX.tar.gz";

    private readonly Dictionary<string, List<ApkProvider>> _providers = new(StringComparer.Ordinal);

    /// <summary>Creates an index of packages.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="signatures">The names of the keys it is signed with.</param>
    public ApkIndex(IEnumerable<ApkIndexRecord> packages, IReadOnlyList<string> signatures)
    {
        Packages = packages.OrderBy(package => package.Name, StringComparer.Ordinal).ThenBy(package => package.Version, Comparer<string>.Create(ApkVersion.Compare)).ToList();
        Signatures = signatures;
        foreach (var package in Packages)
        {
            Add(package.Name, new ApkProvider(package, package.Version));
            foreach (var provided in package.Provides) Add(provided.Name, new ApkProvider(package, provided.Version));
        }
    }

    /// <summary>All packages, by name, then version.</summary>
    public IReadOnlyList<ApkIndexRecord> Packages { get; }

    /// <summary>The names of the public keys it is signed with (<c>user-5f3a.rsa.pub</c>); empty when it is not signed.</summary>
    public IReadOnlyList<string> Signatures { get; }

    /// <summary>Reads an index.</summary>
    /// <param name="stream">The APKINDEX.tar.gz: a gzip member with the signature, then one with the index.</param>
    /// <exception cref="ImageFormatException">It is damaged or has no index.</exception>
    public static ApkIndex Read(Stream stream)
    {
        List<ApkIndexRecord>? records = null;
        var signatures = new List<string>();
        GzipTar.Walk(stream, Title, MaxBytes, entry =>
        {
            if (entry.Name.StartsWith(".SIGN.", StringComparison.Ordinal)) signatures.Add(entry.Name[(entry.Name.IndexOf('.', 6) + 1)..]);
            if (entry.Name != "APKINDEX" || entry.DataStream is null) return;
            using var text = new StreamReader(entry.DataStream, Encoding.UTF8);
            records = ApkIndexText.Read(text).ToList();
        });
        return new ApkIndex(records ?? throw new ImageFormatException(Title, "it holds no APKINDEX"), signatures);
    }

    /// <summary>Everything that has a name or provides it, in any version.</summary>
    /// <param name="name">A package name, or a provided one such as <c>so:libz.so.1</c>.</param>
    public IReadOnlyList<ApkProvider> ProvidersOf(string name) => _providers.TryGetValue(name, out var found) ? found : [];

    /// <summary>What satisfies a dependency. A conflict (<c>!name</c>) has no providers.</summary>
    /// <param name="dependency">The dependency.</param>
    public IEnumerable<ApkIndexRecord> ProvidersOf(ApkDependency dependency) => dependency.IsConflict
        ? []
        : ProvidersOf(dependency.Name).Where(provider => dependency.IsSatisfiedBy(provider.Version)).Select(provider => provider.Package);

    /// <summary>Why nothing satisfies a dependency: absent, or present only in versions X, Y.</summary>
    /// <param name="dependency">A dependency without providers.</param>
    public string WhyUnmet(ApkDependency dependency)
    {
        var there = ProvidersOf(dependency.Name);
        if (there.Count == 0) return "nothing on the medium has or provides that name";
        var versions = there.Select(provider => provider.Version ?? "none (provided by " + provider.Package + " without a version)").Distinct().ToList();
        return $"on the medium only in version{(versions.Count == 1 ? "" : "s")} {string.Join(", ", versions)}";
    }

    private void Add(string name, ApkProvider provider)
    {
        if (!_providers.TryGetValue(name, out var list)) _providers.Add(name, list = []);
        list.Add(provider);
    }
}
