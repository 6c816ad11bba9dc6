using System.Collections.Generic;

namespace Bivouac.Apk;

/// <summary>A package of an index, as far as rules need it.</summary>
/// <param name="Name">Its name: <c>P:</c>.</param>
/// <param name="Version">Its version: <c>V:</c>.</param>
/// <param name="Depends">What it depends on: <c>D:</c>, entries as apk writes them.</param>
/// <param name="Provides">What it provides besides its name: <c>p:</c>, entries as apk writes them.</param>
public sealed record PackageRecord(string Name, string Version, IReadOnlyList<string> Depends, IReadOnlyList<string> Provides);
