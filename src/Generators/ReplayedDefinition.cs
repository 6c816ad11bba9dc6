using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Rules.Settings;

namespace Bivouac.Generators;

/// <summary>A replayed definition with what the driver has to know of the project around it.</summary>
/// <param name="Result">The replayed definition.</param>
/// <param name="OtherKeys">The keys of VERSIONS that only other code uses.</param>
/// <param name="Settings">What the project says about findings in it.</param>
internal sealed record ReplayedDefinition(ReplayResult Result, EquatableArray<string> OtherKeys, EquatableArray<FindingSetting> Settings);
