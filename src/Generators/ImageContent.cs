using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Settings;
using Bivouac.Scripts;

namespace Bivouac.Generators;

/// <summary>What is printed of a definition that could be replayed.</summary>
/// <param name="ProfileName">The profile's name.</param>
/// <param name="Scripts">The scripts.</param>
/// <param name="DefinitionPlace">Where the definition stands, as <c>FILE|LINE|COLUMN</c>.</param>
/// <param name="NamePlace">Where the name stands.</param>
/// <param name="Places">Where each element was declared.</param>
/// <param name="UsedKeys">The keys of VERSIONS that it uses.</param>
/// <param name="OtherKeys">The keys of VERSIONS that no definition of the project uses, but other code.</param>
/// <param name="Findings">What the replay found although it came to its end.</param>
/// <param name="Settings">What the project says about findings.</param>
internal sealed record ImageContent(
    string ProfileName,
    EquatableArray<ScriptFile> Scripts,
    string DefinitionPlace,
    string NamePlace,
    EquatableArray<string> Places,
    EquatableArray<string> UsedKeys,
    EquatableArray<string> OtherKeys,
    EquatableArray<CompilerFinding> Findings,
    EquatableArray<FindingSetting> Settings);
