using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

/// <summary>The contract through busybox's shell and tools alone, as Alpine has them.</summary>
public sealed class BusyboxBuilderTests : ShellBuilderTests
{
    private const string Busybox = "/bin/busybox";

    protected override IReadOnlyDictionary<string, string> FarEnvironment => new Dictionary<string, string>
    {
        ["PATH"] = Here["busy box"],
        ["LC_ALL"] = "C",
    };

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Busybox), "busybox is not installed: apt-get install busybox-static");
        Here.Folder("busy box");
        await new ProcessRunner().RunAsync(new ProcessCommand(Busybox, ["--install", "-s", Here["busy box"]]), TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    private protected override ProcessCommand Enter(IReadOnlyList<string> command) =>
        new(Busybox, ["sh", .. command.Skip(1)]) { Environment = FarEnvironment };
}
