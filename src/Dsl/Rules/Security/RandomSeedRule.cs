using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>BIV0608: all machines begin with the same seed of random numbers, and everyone can have it.</summary>
internal sealed class RandomSeedRule() : ModelRule(
    "BIV0608",
    "Seed of random numbers in the image",
    "{0} gives every machine the same seed of random numbers, which its kernel takes for a secret; leave it out, and declare .Entropy() where a machine has no source of its own",
    SecurityCategory.Name,
    Severity.Error)
{
    /// <summary>Where OpenRC's seedrng and urandom, and busybox's seedrng, keep what they found at the last shutdown.</summary>
    private static readonly string[] Places =
    [
        "/var/lib/seedrng/seed.credit",
        "/var/lib/seedrng/seed.no-credit",
        "/var/lib/misc/random-seed",
        "/var/lib/urandom/random-seed",
        "/var/lib/random-seed",
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context) =>
        context.InTheEnd().Where(IsSeed).Select(i => At(i.NameElement, i.Called()));

    private static bool IsSeed(OverlayItem item) => item.IsFile && Places.Contains(item.Path) && item.Text is not { Text.Length: 0 };
}
