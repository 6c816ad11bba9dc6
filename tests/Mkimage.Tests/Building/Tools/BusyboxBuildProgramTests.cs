using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

/// <summary>The same with busybox's shell and tools alone, as Alpine has them.</summary>
public sealed class BusyboxBuildProgramTests : BuildProgramTests
{
    private const string Busybox = "/bin/busybox";

    protected override (string[] Shell, string Path) Shell => ([Busybox, "sh"], Here["busy box"]);

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Busybox), "busybox is not installed: apt-get install busybox-static");
        Here.Folder("busy box");
        await new ProcessRunner().RunAsync(new(Busybox, ["--install", "-s", Here["busy box"]]), Token);

        // Alpine's busybox has it, Debian's has not.
        if (!File.Exists(Here["busy box/flock"])) File.CreateSymbolicLink(Here["busy box/flock"], "/usr/bin/flock");
        await base.InitializeAsync();
    }
}
