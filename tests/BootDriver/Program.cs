using System.Linq;
using Bivouac;
using Bivouac.Mkimage;
using Bivouac.Scripts;

// A driver with one image that nobody builds: tests boot media of their own by it, as a process of its own, to interrupt and to kill it.
var builder = new LiveCdBuilder();
Tiny(builder);
var scripts = ScriptSet.Print(builder.Build("tiny")).ToDictionary(s => s.Name, s => s.Text);
return await LiveCdHost.RunAsync(args, [LiveCdImage.Create("tiny", Tiny, scripts, "Tiny.cs|1|1", "Tiny.cs|1|1", [], [], [], [], [])]);

static void Tiny(LiveCdBuilder iso) => iso
    .Arch(Arch.X86_64)
    .Alpine(new PinnedVersion("ALPINE_VERSION", "3.21"))
    .Hostname("tiny")
    .SerialConsole();
