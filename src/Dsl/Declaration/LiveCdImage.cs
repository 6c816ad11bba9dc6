using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Settings;

namespace Bivouac;

/// <summary>What the generator knows of a live image: what the driver builds from.</summary>
/// <param name="Model">The image as declared.</param>
/// <param name="Scripts">The scripts by file name: <c>mkimg.NAME.sh</c> and <c>genapkovl-NAME.sh</c>.</param>
/// <param name="Sources">Where each element was declared.</param>
/// <param name="UsedVersionKeys">The keys of VERSIONS that the definition uses, in ordinal order.</param>
public sealed record LiveCdImage(
    LiveCdModel Model,
    IReadOnlyDictionary<string, string> Scripts,
    SourceMap Sources,
    EquatableArray<string> UsedVersionKeys)
{
    /// <summary>What the project says about findings.</summary>
    public FindingSettings Settings { get; init; } = FindingSettings.None;

    /// <summary>The keys of VERSIONS that no definition of the project uses, but other code of it.</summary>
    internal EquatableArray<string> OtherVersionKeys { get; init; }

    /// <summary>What the compiler alone could find.</summary>
    internal EquatableArray<CompilerFinding> CompilerFindings { get; init; }

    /// <summary>Runs a definition and joins it with what the compiler found. Called by generated code.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="define">The definition.</param>
    /// <param name="scripts">The scripts by file name.</param>
    /// <param name="definitionPlace">Where the definition stands, as <c>FILE|LINE|COLUMN</c>.</param>
    /// <param name="namePlace">Where the profile's name stands.</param>
    /// <param name="places">Where each element was declared, in the order in which the definition declares them.</param>
    /// <param name="usedVersionKeys">The keys of VERSIONS that the definition uses.</param>
    /// <param name="otherVersionKeys">The keys of VERSIONS that no definition of the project uses, but other code of it.</param>
    /// <param name="findings">What the compiler alone could find, as the generator prints it.</param>
    /// <param name="settings">What the project says about findings, as the generator prints it.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static LiveCdImage Create(
        string name,
        Action<LiveCdBuilder> define,
        IReadOnlyDictionary<string, string> scripts,
        string definitionPlace,
        string namePlace,
        string[] places,
        string[] usedVersionKeys,
        string[] otherVersionKeys,
        string[] findings,
        string[] settings)
    {
        if (define is null) throw new ArgumentNullException(nameof(define));
        var builder = new LiveCdBuilder();
        define(builder);
        return new(builder.Build(name), scripts, SourceMap.Create(definitionPlace, namePlace, builder.Recorder.Origins, places), new(usedVersionKeys))
        {
            OtherVersionKeys = new(otherVersionKeys),
            CompilerFindings = new(findings.Select(CompilerFinding.Parse)),
            Settings = FindingSettings.Parse(settings),
        };
    }
}
