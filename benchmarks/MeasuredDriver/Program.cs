using System;
using System.Linq;
using Bivouac;
using Bivouac.Mkimage;
using Bivouac.Scripts;

// The driver of a small image, as generated code hands it over: with the compression of who chooses none, and with Alpine's.
return await LiveCdHost.RunAsync(args, [Image("small", Small), Image("smallxz", SmallAsAlpineHasIt)]);

static LiveCdImage Image(string name, Action<LiveCdBuilder> define)
{
    var builder = new LiveCdBuilder();
    define(builder);
    var scripts = ScriptSet.Print(builder.Build(name)).ToDictionary(s => s.Name, s => s.Text);
    return LiveCdImage.Create(name, define, scripts, "Program.cs|1|1", "Program.cs|1|1", [], [], [], [], []);
}

static void Small(LiveCdBuilder iso) => iso
    .Arch(Arch.X86_64)
    .Alpine(new PinnedVersion("ALPINE_VERSION", "3.20"))
    .Hostname("small")
    .Tree("overlay");

static void SmallAsAlpineHasIt(LiveCdBuilder iso)
{
    Small(iso);
    iso.Modloop(ModloopCompression.Xz).Initramfs(InitramfsCompression.Gzip);
}
