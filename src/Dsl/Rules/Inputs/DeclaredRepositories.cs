using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>What a definition's repositories mean for what is known of packages.</summary>
internal static class DeclaredRepositories
{
    /// <summary>Whether any package may come from another repository than Alpine's own: those with a tag serve only packages that name it.</summary>
    public static bool HasUntaggedRepository(this LiveCdModel model) => model.Repositories.Any(r => r.Tag is null);
}
