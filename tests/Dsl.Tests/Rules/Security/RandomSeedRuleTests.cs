using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class RandomSeedRuleTests() : RuleTests("BIV0608")
{
    [Fact]
    public void Seeds_are_found_wherever_they_come_from()
    {
        Project.Add("overlay/var/lib/misc/random-seed", null);
        Find(iso => iso.File("/var/lib/seedrng/seed.credit", "abc", "0600").Tree("overlay").FileFrom("/var/lib/seedrng/seed.no-credit", "s")).ShouldBe(
            [Message("Overlay[0].Path", "'/var/lib/seedrng/seed.credit'"), Message("Overlay[1].Source", "'/var/lib/misc/random-seed' (overlay/var/lib/misc/random-seed)"), Message("Overlay[2].Path", "'/var/lib/seedrng/seed.no-credit' (s)")]);
    }

    [Fact]
    public void What_is_no_seed_is_fine() => Clean(iso => iso.Entropy().Directory("/var/lib/seedrng").File("/var/lib/misc/random-seed", "").Link("/var/lib/urandom/random-seed", "/media/usb/seed").File("/srv/seed.credit", "abc"));

    private static string Message(string element, string what) =>
        element + ": " + what + " gives every machine the same seed of random numbers, which its kernel takes for a secret; leave it out, and declare .Entropy() where a machine has no source of its own";
}
