using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Inputs;

namespace Bivouac.Replay;

/// <summary>What the replay of a definition gave. Compares by value; nothing of the compilation is in it.</summary>
/// <param name="Target">The class.</param>
/// <param name="Model">The image as declared, or null when the definition could not be replayed to its end.</param>
/// <param name="Findings">What is wrong with the C#, in the order of the replay; each once.</param>
/// <param name="Elements">Where each element was declared.</param>
/// <param name="UsedKeys">The keys of VERSIONS that the definition uses, in ordinal order.</param>
internal sealed record ReplayResult(
    DefinitionTarget Target,
    LiveCdModel? Model,
    EquatableArray<PlacedFinding> Findings,
    EquatableArray<ElementPlace> Elements,
    EquatableArray<string> UsedKeys)
{
    /// <summary>What the rules over the model find, each on the argument that declared its element.</summary>
    /// <param name="files">The project's files; default: none of them are known.</param>
    /// <param name="packages">The package indexes; default: there are none.</param>
    public EquatableArray<PlacedFinding> ModelFindings(IProjectFiles? files = null, PackageIndexes? packages = null)
    {
        if (Model is null) return default;
        var places = new ElementPlaces(this);
        return new(RuleSet.Check(new RuleContext(Model, files, packages)).Select(f => new PlacedFinding(f.Rule, places[f.Element], f.Arguments) { Fixes = f.Fixes }));
    }
}
