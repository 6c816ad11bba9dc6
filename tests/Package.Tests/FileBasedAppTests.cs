using System;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Package.Tests.Harness;
using Shouldly;
using Xunit;

namespace Bivouac.Package.Tests;

/// <summary>Given the example that is one file, with the packed version instead of the published one, when it is run.</summary>
public sealed class FileBasedAppTests(PackedPackage package)
{
    [Fact]
    public async Task It_runs_and_notices_edits_of_versions_and_of_the_overlay()
    {
        var example = Path.Combine(BuildFacts.RepositoryFolder, "examples", "SingleFile");
        var source = File.ReadAllText(Path.Combine(example, "rescue.cs"));
        source.ShouldContain("#:package Bivouac@0.1.0\n");
        var folder = package.NewFolder("single-file")
            .Write("rescue.cs", source.Replace("@0.1.0\n", "@0.0.0\n", StringComparison.Ordinal))
            .Write("VERSIONS", "ALPINE_VERSION=3.21\n")
            .Write("overlay/etc/profile.d/rescue.sh", File.ReadAllText(Path.Combine(example, "overlay/etc/profile.d/rescue.sh")));

        var first = (await folder.DotnetAsync("run", "rescue.cs", "--", "plan")).ShouldExitWith(0).ShouldNotWarn();

        first.Output.ShouldStartWith("rescue for x86_64, Alpine 3.21\n");
        first.Output.ShouldContain("files/overlay/etc/profile.d/rescue.sh");
        first.Output.ShouldNotContain("files/overlay/etc/issue");

        folder
            .Write("VERSIONS", "ALPINE_VERSION=3.20\nALPINE_RELEASE=3.20.6\n")
            .Write("overlay/etc/issue", "Rescue\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["rescue.cs"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var second = OperatingSystem.IsWindows()
            ? await folder.DotnetAsync("run", "rescue.cs", "--", "plan")
            : await folder.RunAsync("rescue.cs", "--", "plan");

        second.ShouldExitWith(0).ShouldNotWarn();
        second.Output.ShouldStartWith("rescue for x86_64, Alpine 3.20\n");
        second.Output.ShouldContain("files/overlay/etc/issue");
    }
}
