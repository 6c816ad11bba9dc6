using Bivouac.Model;
using Bivouac.Replay;
using Bivouac.Rules.Settings;

namespace Bivouac.Generators;

/// <summary>A replayed definition with what the project says about findings in it.</summary>
internal sealed record ReplayedDefinition(ReplayResult Result, EquatableArray<FindingSetting> Settings);
