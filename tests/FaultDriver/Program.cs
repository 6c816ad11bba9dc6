using System.Linq;
using Bivouac;
using Bivouac.Mkimage;
using Bivouac.Scripts;

// A driver with one small image, as generated code hands it over. Tests start it as a process of its own, to kill it.
var builder = new LiveCdBuilder();
Small(builder);
var scripts = ScriptSet.Print(builder.Build("small")).ToDictionary(s => s.Name, s => s.Text);
return await LiveCdHost.RunAsync(args, [LiveCdImage.Create("small", Small, scripts, "Small.cs|1|1", "Small.cs|1|1", [], [], [], [], [])]);

static void Small(LiveCdBuilder iso) => iso
    .Arch(Arch.X86_64)
    .Alpine(new PinnedVersion("ALPINE_VERSION", "3.20"))
    .Hostname("small")
    .Tree("overlay");
