using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>What the verifier expects of an overlay is exactly what the generated script makes, run for real.</summary>
public sealed class ExpectedOverlayTests : IDisposable
{
    private static readonly PinnedVersion Go = new("GO_VERSION", "1.2.3");
    private readonly TestProject _project = new("GO_VERSION='1.2.3'\n");

    public static TheoryData<string> Definitions => new(
        "nothing", "texts", "files", "trees", "links", "folders", "overrides", "removals", "services", "names", "set-group-ID", "homes", "unstamped");

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task The_expectation_is_what_the_script_makes_of(string what)
    {
        _project.Write("files/tool.sh", "#!/bin/sh\n", executable: true);
        _project.Write("files/plain", "plain");
        _project.Write("files/empty", "");
        _project.Write("overlay/etc/motd", "from the tree\n");
        _project.Write("overlay/usr/local/bin/run", "#!/bin/sh\n", executable: true);
        _project.Link("overlay/etc/localtime", "/usr/share/zoneinfo/UTC");
        _project.Link("overlay/etc/relative", "../usr/local");
        _project.Link("overlay/etc/broken", "nowhere at all");
        Directory.CreateDirectory(_project.PathOf("overlay/var/empty"));
        _project.Write("homes/home/kiosk/.cache/x", "x");
        foreach (var odd in (string[])[" blank ", "it's", "\"q\"", "-rf", "back\\slash", "$HOME", "*", "\u00fcml\u00e4ut", "#", "a%sb", "[x]"]) _project.Write("names/" + odd, odd);
        var image = what switch
        {
            "nothing" => Image(_ => { }),
            "texts" => Image(iso => iso.File("/etc/motd", "hello\n").File("/etc/empty", "").File("/root/.s", "no end", "0600", new Owner(1000, 55))
                .File("/etc/go", $"{Go} $5 `x` \\ \"q\" 'q'\nEOF\n").File("/usr/bin/suid", "x\n", "4755").File("/etc/\u00fc", "\u00fcml\u00e4ut\n")),
            "files" => Image(iso => iso.FileFrom("/usr/bin/tool", "files/tool.sh").FileFrom("/usr/bin/plain", "files/plain").FileFrom("/etc/empty", "files/empty")
                .FileFrom("/usr/bin/suid", "files/plain", "4711", new Owner(7, 8))),
            "trees" => Image(iso => iso.Tree("overlay").Tree("overlay", "/srv/copy", new Owner(1000, 1000)).Tree("files", "/usr/local/lib")),
            "links" => Image(iso => iso.Link("/etc/localtime", "/usr/share/zoneinfo/UTC").Link("/etc/a b", "it's $HOME", new Owner(1, 2)).Link("/etc/dash", "-n")),
            "folders" => Image(iso => iso.Directory("/var/lib/a/b", "0700", new Owner(33, 34)).Directory("/tmp2", "1777").Directory("/etc", "0711").File("/var/lib/a/b/c", "x\n")),
            "overrides" => Image(iso => iso.Tree("overlay").File("/etc/motd", "later\n", "0600").File("/etc/localtime", "a file now\n").Link("/usr/local/bin/run", "/bin/true")
                .File("/etc/x", "1").FileFrom("/etc/x", "files/plain").Directory("/var/empty", "0500", new Owner(3, 3)).Tree("overlay", "/").File("/etc/hostname", "other\n")),
            "removals" => Image(iso => iso.Tree("overlay").File("/a/b/c", "x").Remove("/a/b").Remove("/etc/motd").Remove("/etc/nothing").File("/usr/local/bin/run2", "y").Remove("/usr/local").File("/usr/local/z", "z")),
            "services" => Image(iso => iso.SerialConsole().Enable("sshd").Enable("watch", new Runlevel("audit")).Disable("syslog").ConfD("sshd", "rc_need", "!net")
                .ConfD("sshd", "go", $"it's {Go}").LocalD("hello", "echo hello\n").Modules("dummy").Sysctl("vm.swappiness", "10").Apks("nano").Apk("go", a => a.AtLeast(Go))),
            "names" => Image(iso => iso.Tree("names").File("/etc/it's \"$HOME\"", "x").File("/-dash", "x").Link("/--all", "x")),
            "set-group-ID" => Image(iso => iso.Directory("/srv", "2775", new Owner(5, 6)).File("/srv/a/b/c", "x").Directory("/srv/d").Tree("overlay", "/srv/t").Directory("/srv", "0750")),
            "homes" => Image(iso => iso.User("kiosk", 1000).User("other", 1001).File("/home/kiosk/.config/board/settings", "x").File("/home/kiosk/root/s", "x", owner: Owner.Root).Directory("/home/kiosk/kept", owner: Owner.Root)
                .Link("/home/kiosk/link", "/tmp").Tree("homes").Tree("overlay", "/home/other/tree").Tree("overlay", "/home/other/roots", Owner.Root).File("/home/kiosk2", "x")),
            _ => Image(iso => iso.File("/etc/other", "CONTENT_SHA256=unstamped\n"), "unstamped"),
        };
        var stage = _project.Stage(image);

        (await OverlayRun.EntriesAsync(_project, stage)).ShouldBe(ExpectedOverlay.Of(stage));

        LiveCdImage Image(Action<LiveCdBuilder> define, string profile = "rescue") => TestProject.Minimal(define, profile);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_expectation_is_what_the_script_makes_of_any_order_of_declarations(int seed)
    {
        var random = new Random(seed);
        string[] folders = ["/etc", "/etc/a", "/etc/a/b", "/srv", "/srv/x y", "/root"];
        string[] leaves = ["1", "2", ".h", "-d", "it's"];
        for (var tree = 0; tree < 3; tree++)
        {
            Directory.CreateDirectory(_project.PathOf($"tree{tree}/etc"));
            for (var i = 0; i < 4; i++)
            {
                var path = $"tree{tree}{Pick(folders)}/{Pick(leaves)}";
                if (Path.Exists(_project.PathOf(path))) continue;
                if (random.Next(3) == 0) _project.Link(path, Pick(leaves));
                else _project.Write(path, Pick(leaves), executable: random.Next(2) == 0);
            }
        }

        var image = TestProject.Minimal(iso =>
        {
            // Both runs of the definition must declare the same.
            var order = new Random(seed);
            for (var i = 0; i < 25; i++)
            {
                var folder = folders[order.Next(folders.Length)];
                var leaf = folder + "/" + leaves[order.Next(leaves.Length)];
                var owner = order.Next(2) == 0 ? null : new Owner(order.Next(3), order.Next(3));
                var mode = order.Next(2) == 0 ? (Mode)"0640" : (Mode)"2755";
                switch (order.Next(6))
                {
                    case 0: iso.File(leaf, FormattableString.Invariant($"{i}\n"), mode, owner); break;
                    case 1: iso.Link(leaf, "/target", owner); break;
                    case 2: iso.Directory(folder, mode, owner); break;
                    case 3: iso.Remove(order.Next(3) == 0 ? folder : leaf); break;
                    case 4: iso.Tree(FormattableString.Invariant($"tree{order.Next(3)}"), owner: owner); break;
                    default: iso.FileFrom(leaf, "VERSIONS", order.Next(2) == 0 ? null : mode, owner); break;
                }
            }
        });
        var stage = _project.Stage(image);

        (await OverlayRun.EntriesAsync(_project, stage)).ShouldBe(ExpectedOverlay.Of(stage));

        string Pick(string[] words) => words[random.Next(words.Length)];
    }

    [Fact]
    public async Task The_longest_names_come_through()
    {
        _project.Write($"overlay/{string.Join('/', Enumerable.Repeat(new string('d', 120), 6))}/{new string('n', 255)}", "deep\n");
        _project.Link("overlay/link", "/" + new string('t', 250));
        var stage = _project.Stage(TestProject.Minimal(iso => iso.Tree("overlay")));

        (await OverlayRun.EntriesAsync(_project, stage)).ShouldBe(ExpectedOverlay.Of(stage));
    }

    [Fact]
    public async Task The_same_stage_gives_the_same_bytes()
    {
        _project.Write("overlay/etc/motd", "hello\n");
        var image = TestProject.Minimal(iso => iso.Tree("overlay"));
        var first = await File.ReadAllBytesAsync(await OverlayRun.MakeAsync(_project, _project.Stage(image)), TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(_project.PathOf("overlay/etc/motd"), DateTime.UnixEpoch);

        (await File.ReadAllBytesAsync(await OverlayRun.MakeAsync(_project, _project.Stage(image, "again")), TestContext.Current.CancellationToken)).ShouldBe(first);
    }
}
