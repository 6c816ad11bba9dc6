using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

public class OverlayScriptTests
{
    private static readonly StagedTree[] SampleTrees =
    [
        StagedTree.Of("files", [new("tool.sh", StagedKind.Program, "#!/bin/sh\n")]),
        StagedTree.Of("overlay", [new("etc/conf.d/x", StagedKind.File, "x=1\n"), new("var/empty", StagedKind.Folder, "")]),
        StagedTree.Of("home", [new(".profile", StagedKind.File, ""), new("bin/go", StagedKind.Program, "x")]),
    ];

    [Theory]
    [MemberData(nameof(Kits))]
    public void Texts_whose_lines_begin_as_a_delimiter_does_lose_nothing(string kit)
    {
        string[] texts = ["EOF\n", "EOF…\n", "EOF\nEOF1é\nEOF2\n", "Eé\n", "EOé\n_é\n", "Eé\n_é\nTé\nEOF\n", "é\n", "EOFé"];
        var iso = new LiveCdBuilder().Hostname("x");
        for (var i = 0; i < texts.Length; i++) iso.File("/srv/" + i, texts[i]);
        using var image = new StagedImage(iso.Build("x"), []);
        var (result, archive) = image.MakeOverlay(Kit(kit));
        result.ExitCode.ShouldBe(0, result.ToString());
        var entries = ArchiveEntry.Read(archive);
        for (var i = 0; i < texts.Length; i++) Text(entries, "/srv/" + i).ShouldBe(texts[i]);
    }

    [Theory]
    [MemberData(nameof(Kits))]
    public void The_full_sample_becomes_its_overlay(string kit)
    {
        using var image = new StagedImage(Samples.Full(), SampleTrees);
        var (result, archive) = image.MakeOverlay(Kit(kit));
        result.ExitCode.ShouldBe(0, result.ToString());
        var entries = ArchiveEntry.Read(archive);

        Text(entries, "/etc/motd").ShouldBe("Alpine 3.21\nIt costs $5 and `nothing`\\\n");
        Text(entries, "/etc/hostname").ShouldBe("full\n");
        Text(entries, "/etc/apk/world").ShouldBe("alpine-base\ne2fsprogs\ngo~1.23.6\nopenssh\ntool\n");
        Text(entries, "/etc/conf.d/sshd").ShouldBe("rc_need='!net'\nkey_types_to_generate='it'\\''s ed25519'\n");
        Text(entries, "/etc/modules-load.d/full.conf").ShouldBe("dummy\n");
        Text(entries, "/etc/sysctl.d/full.conf").ShouldBe("vm.swappiness = 10\n");
        Text(entries, "/etc/bivouac-release").ShouldBe("PROFILE=full\nCONTENT_SHA256=unstamped\n");
        Text(entries, "/etc/local.d/hello.start").ShouldBe("#!/bin/sh\necho hello\n");
        entries["/etc/local.d/hello.start"].ShouldStartWith("file 0755 0:0 ");
        entries["/root/.secret"].ShouldStartWith("file 0600 1000:55 ");
        entries["/usr/local/bin/tool"].ShouldStartWith("file 4755 0:0 ");
        entries["/home/ops"].ShouldBe("folder 0755 1000:1000");
        entries["/home/ops/bin/go"].ShouldBe("file 0755 1000:1000 78");
        entries["/var/empty"].ShouldBe("folder 0755 0:0");
        entries["/var/lib/audit"].ShouldBe("folder 0700 33:33");
        entries["/etc/localtime"].ShouldBe("link 0:0 /usr/share/zoneinfo/UTC");
        entries["/etc/touched"].ShouldStartWith("file");
        Text(entries, "/etc/inittab").ShouldContain("\nttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt100\n");
        entries.Where(e => e.Key.StartsWith("/etc/runlevels/", StringComparison.Ordinal) && e.Value.StartsWith("link", StringComparison.Ordinal)).Select(e => e.Key["/etc/runlevels/".Length..]).ShouldBe(
        [
            "audit/watch", "boot/bootmisc", "boot/hostname", "boot/modules", "boot/sysctl", "default/local", "default/sshd", "shutdown/killprocs", "shutdown/mount-ro",
            "shutdown/savecache", "sysinit/devfs", "sysinit/dmesg", "sysinit/hwdrivers", "sysinit/mdev", "sysinit/modloop",
        ]);
        entries["/etc/runlevels/default/sshd"].ShouldBe("link 0:0 /etc/init.d/sshd");
    }

    [Theory]
    [MemberData(nameof(Kits))]
    public void The_same_content_gives_the_same_bytes_at_another_time_in_another_folder(string kit)
    {
        using var first = new StagedImage(Samples.Full(), SampleTrees);
        using var second = new StagedImage(Samples.Full(), SampleTrees);
        foreach (var file in Directory.EnumerateFiles(second.Folder, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var one = first.MakeOverlay(Kit(kit)).Archive;
        var two = second.MakeOverlay(Kit(kit), "a folder/with another name").Archive;

        File.ReadAllBytes(two).ShouldBe(File.ReadAllBytes(one));
        var entries = ArchiveEntry.Entries(one);
        entries.ShouldAllBe(e => e.ModificationTime == DateTimeOffset.FromUnixTimeSeconds(1700000000));
        entries.Select(e => e.Name).ShouldBe(entries.Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_shells_give_the_same_entries_in_the_same_order()
    {
        foreach (var kit in new[] { ShellKit.Busybox, ShellKit.Dash }) Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
        using var image = new StagedImage(Samples.Full(), SampleTrees);
        var busybox = image.MakeOverlay(ShellKit.Busybox).Archive;
        var dash = image.MakeOverlay(ShellKit.Dash).Archive;
        ArchiveEntry.Entries(dash).Select(e => e.Name).ShouldBe(ArchiveEntry.Entries(busybox).Select(e => e.Name));
        ArchiveEntry.Read(dash).ShouldBe(ArchiveEntry.Read(busybox));
    }

    [Fact]
    public void A_folder_keeps_no_setgid_bit_that_a_later_declaration_takes_away_and_hands_none_down() => Overlay(iso => iso
        .Directory("/srv", "2775", new Owner(0, 100))
        .File("/srv/a/b", "x")
        .Directory("/tmp/x", "7777")
        .Directory("/tmp/x", "0750"))
        .ShouldSatisfyAllConditions(
            e => e["/srv"].ShouldBe("folder 2775 0:100"),
            e => e["/srv/a"].ShouldBe("folder 0755 0:0"),
            e => e["/srv/a/b"].ShouldBe("file 0644 0:0 78"),
            e => e["/tmp/x"].ShouldBe("folder 0750 0:0"));

    [Fact]
    public void Raw_shell_that_changes_the_umask_changes_no_mode_of_what_is_made_by_name()
    {
        var entries = Overlay(iso => iso.RawOverlayShell("umask 077\nmakedir 0:0 0755 /srv/a\nmakefile 0:0 0644 /srv/a/b </dev/null", "a test"));

        entries["/srv"].ShouldBe("folder 0755 0:0");
        entries["/srv/a/b"].ShouldBe("file 0644 0:0 ");
    }

    [Theory]
    [MemberData(nameof(Kits))]
    public void Access_lists_of_the_folder_for_temporary_files_are_not_seen_in_the_overlay(string kit)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setfacl"), "setfacl is not there: apt-get install acl");
        using var image = new StagedImage(Samples.Full(), SampleTrees);
        using var plain = new TempFolder();
        using var open = new TempFolder();
        using (var process = System.Diagnostics.Process.Start("/usr/bin/setfacl", ["-d", "-m", "g::rwx,o::rwx", open.Path])) process.WaitForExit();

        var expected = image.MakeOverlay(Kit(kit), "plain", temporary: plain.Path).Archive;
        var archive = image.MakeOverlay(Kit(kit), "open", temporary: open.Path).Archive;

        // What raw shell makes with its own commands has the modes that these give it.
        ArchiveEntry.Read(archive).Where(e => e.Key != "/etc/touched").ShouldBe(ArchiveEntry.Read(expected).Where(e => e.Key != "/etc/touched"));
    }

    [Fact]
    public void Words_in_a_link_of_a_runlevel_stay_one_word_and_keep_their_owner() => Overlay(iso => iso
        .Link("/etc/runlevels/my level/$(id)", "/etc/init.d/$(id)")
        .Link("/etc/runlevels/boot/x", "/etc/init.d/x", new Owner(5, 6)))
        .ShouldSatisfyAllConditions(
            e => e["/etc/runlevels/my level/$(id)"].ShouldBe("link 0:0 /etc/init.d/$(id)"),
            e => e["/etc/runlevels/boot/x"].ShouldBe("link 5:6 /etc/init.d/x"));

    [Fact]
    public void A_folder_that_was_declared_keeps_mode_and_owner_when_a_tree_has_it_too()
    {
        var tree = StagedTree.Of("overlay", [new("var/lib/audit/file", StagedKind.File, "")]);
        var entries = Overlay(iso => iso.Directory("/var/lib/audit", "0700", new Owner(33, 33)).Tree("overlay"), tree);
        entries["/var/lib/audit"].ShouldBe("folder 0700 33:33");
        entries["/var/lib/audit/file"].ShouldBe("file 0644 0:0 ");
    }

    [Fact]
    public void Each_nasty_name_can_be_a_folder_at_the_top_and_a_link_in_it()
    {
        var entries = Overlay(iso =>
        {
            foreach (var name in Nasty.NastyNames) iso.Link("/" + name + "/" + name, name);
        });
        foreach (var name in Nasty.NastyNames)
        {
            entries["/" + name].ShouldBe("folder 0755 0:0");
            entries["/" + name + "/" + name].ShouldBe("link 0:0 " + name);
        }
    }

    public static TheoryData<string, Action<LiveCdBuilder>, string> Conflicts => new()
    {
        { "a file where a folder is", iso => iso.Directory("/srv/a").File("/srv/a", "x"), "/srv/a cannot be a file or link: it is a folder already; remove it first" },
        { "a link where a folder is", iso => iso.File("/srv/a/b", "").Link("/srv/a", "x"), "/srv/a cannot be a file or link: it is a folder already; remove it first" },
        { "a folder where a file is", iso => iso.File("/srv/a", "x").Directory("/srv/a"), "/srv/a cannot be a folder: it is a file already; remove it first" },
        { "a file below a file", iso => iso.File("/srv/a", "x").File("/srv/a/b", "x"), "/srv/a cannot be a folder: it is a file already; remove it first" },
        { "a file below a link", iso => iso.Link("/srv/a", "/etc").File("/srv/a/b", "x"), "/srv/a/b cannot be put there: /srv/a is a link" },
        { "a removal below a link", iso => iso.Link("/srv/a", "/etc").Remove("/srv/a/passwd"), "/srv/a/passwd cannot be put there: /srv/a is a link" },
        { "an empty folder of a tree where a link to a folder is", iso => iso.Link("/empty", "/etc").Tree("t"), "/empty/ cannot be put there: /empty is a link" },
        { "a file that was not staged", iso => iso.FileFrom("/srv/a", "nothing"), "nothing" },
        { "a tree that was not staged", iso => iso.Tree("nothing"), "the staged folder files/nothing is missing" },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void What_cannot_be_stops_the_build_and_leaves_no_archive(string what, Action<LiveCdBuilder> declare, string message)
    {
        _ = what;
        foreach (var kit in new[] { ShellKit.Busybox, ShellKit.Dash })
        {
            Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
            using var image = new StagedImage(Build(declare), StagedTree.Of("t", [new("empty", StagedKind.Folder, "")]));
            var (result, archive) = image.MakeOverlay(kit);
            result.ExitCode.ShouldNotBe(0);
            result.Errors.ShouldContain(message);
            File.Exists(archive).ShouldBeFalse();
            image.LeftOver("run-" + kit).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Without_a_host_name_argument_or_without_root_it_says_what_to_do()
    {
        using var image = new StagedImage(Samples.Minimal());
        var result = ShellKit.Dash.Run(image.Folder, [Path.Combine(image.Folder, "stage/genapkovl-rescue.sh")]);
        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldBe("genapkovl-rescue.sh: usage: genapkovl-rescue.sh HOSTNAME\n");
    }

    [Fact]
    public void The_stamp_changes_its_own_line_only()
    {
        var script = ScriptSet.Print(Build(iso => iso.File("/etc/x", "\ncontent_sha256=unstamped\n")))[1].Text;
        var stamped = ScriptSet.Stamp(script, "abc");
        stamped.ShouldContain("\ncontent_sha256=abc\n");
        stamped.ShouldContain("\n\ncontent_sha256=unstamped\nEOF\n");
        stamped.Length.ShouldBe(script.Length + "abc".Length - "unstamped".Length);
        Should.Throw<ArgumentException>(() => ScriptSet.Stamp("exit 0\n", "abc")).Message.ShouldStartWith("the text has no line 'content_sha256=unstamped'; give the overlay script as it was printed");
    }

    [Fact]
    public void The_stamp_stands_in_the_image()
    {
        using var image = new StagedImage(Samples.Minimal());
        var script = Path.Combine(image.Folder, "stage/genapkovl-rescue.sh");
        File.WriteAllText(script, ScriptSet.Stamp(File.ReadAllText(script), new string('a', 64)));
        Assert.SkipUnless(ShellKit.Dash.MissingForOverlays is null, ShellKit.Dash.MissingForOverlays ?? "");
        Text(ArchiveEntry.Read(image.MakeOverlay(ShellKit.Dash).Archive), "/etc/bivouac-release").ShouldBe("PROFILE=rescue\nCONTENT_SHA256=" + new string('a', 64) + "\n");
    }

    public static TheoryData<string> Kits => ["busybox", "dash", "fakeroot"];

    private static ShellKit Kit(string name)
    {
        var kit = new[] { ShellKit.Busybox, ShellKit.Dash, ShellKit.Fakeroot }.Single(k => k.Name == name);
        Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
        return kit;
    }

    /// <summary>The overlay of a definition; both shells must agree about it.</summary>
    private static SortedDictionary<string, string> Overlay(Action<LiveCdBuilder> declare, params StagedTree[] trees)
    {
        using var image = new StagedImage(Build(declare), trees);
        var all = new List<SortedDictionary<string, string>>();
        foreach (var kit in new[] { ShellKit.Busybox, ShellKit.Dash })
        {
            Assert.SkipUnless(kit.MissingForOverlays is null, kit.MissingForOverlays ?? "");
            var (result, archive) = image.MakeOverlay(kit);
            result.ExitCode.ShouldBe(0, result.ToString());
            all.Add(ArchiveEntry.Read(archive));
        }

        all[1].ShouldBe(all[0]);
        return all[0];
    }

    private static LiveCdModel Build(Action<LiveCdBuilder> declare) =>
        new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host").WithoutDefaultServices().Use(declare).Build("test");

    private static string Text(IReadOnlyDictionary<string, string> entries, string path) => Encoding.UTF8.GetString(Convert.FromHexString(entries[path].Split(' ')[3]));
}
