using System;
using System.Linq;
using Bivouac;
using Bivouac.Mkimage;
using Bivouac.Scripts;

// A driver with images that nobody builds: tests boot media of their own by it, as a process of its own, to interrupt and to kill it.
return await LiveCdHost.RunAsync(args, [Image("tiny", Tiny), Image("web", Web)]);

static LiveCdImage Image(string name, Action<LiveCdBuilder> define)
{
    var builder = new LiveCdBuilder();
    define(builder);
    var scripts = ScriptSet.Print(builder.Build(name)).ToDictionary(s => s.Name, s => s.Text);
    return LiveCdImage.Create(name, define, scripts, "Images.cs|1|1", "Images.cs|1|1", [], [], [], [], []);
}

static void Tiny(LiveCdBuilder iso) => iso
    .Arch(Arch.X86_64)
    .Alpine(new PinnedVersion("ALPINE_VERSION", "3.21"))
    .Hostname("tiny")
    .SerialConsole();

static void Web(LiveCdBuilder iso) => iso
    .Use(Tiny)
    .SmokeTest("web", t => t.Port(80));
