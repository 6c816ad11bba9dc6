using Bivouac.Dsl.Tests.Declaration;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Vendor;

public class UnusedDownloadRuleTests() : RuleTests("BIV0702")
{
    [Fact]
    public void A_download_that_nothing_uses_is_found() =>
        Find(iso => iso.Download("used", d => d.GoToolchain(Samples.Go, Arch.X86_64).Unpack("/usr/local")).Download("go", d => d.GoToolchain(Samples.Go, Arch.X86_64))).ShouldBe(
            ["Downloads[1]: nothing uses the download 'go', so it would be fetched for nothing; put it into the overlay with .Into(...) or .Unpack(...), let a build step use it with .Uses(\"go\"), or take it out"]);

    [Fact]
    public void Each_way_to_use_one_counts() => Clean(iso => iso
        .Download("file", d => d.GoToolchain(Samples.Go, Arch.X86_64).Into("/opt/go.tar.gz"))
        .Download("archive", d => d.GoToolchain(Samples.Go, Arch.X86_64).Unpack("/usr/local"))
        .Download("source", d => d.GoToolchain(Samples.Go, Arch.X86_64))
        .BuildStep("a", b => b.Uses("source")));
}
