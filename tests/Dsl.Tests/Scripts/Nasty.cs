using System.Linq;
using Bivouac.Model;
using CsCheck;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Generators of values that shells, tar and file systems get wrong.</summary>
internal static class Nasty
{
    /// <summary>Names that a shell, find, sed or tar may take for something else.</summary>
    public static readonly string[] NastyNames =
    [
        "-rf", "-", "--", "-T", "--checkpoint-action=exec=touch canary", "a b", " lead", "trail ", "  ", "it's", "q\"q", "back\\slash", "\\n", "\\\\", "\\101", "*", "?", "[a]", "[!a]", "$x", "$(id)", "`id`", "#c", "~", "~root", "{}", "{a,b}",
        "%", "%s", "!", "'", "\"", "\\", "=", "x=y", "@", ":", ",", ";", "&", "|", "<", ">", "(", ")", "...", ".hidden", "a.", "ünï", "日本", "e\u0301", "\u00a0", new('n', 200),
    ];

    /// <summary>
    /// Characters whose UTF-8 form holds 0x80 to 0x9f (busybox ash uses 0x81 to 0x88 as marks of its own), and others of two, three and four bytes.
    /// </summary>
    private static readonly string[] Characters = ["\u0080", "\u0081", "\u0082", "\u0085", "\u0087", "\u0088", "\u009f", "ā", "ć", "ň", "ł", "é", "ß", "…", "‚", "日", "￿", "\uFEFF", "\U0001F600", "\U00010081"];

    private static readonly string[] Pieces =
    [
        "'", "\"", "$", "\\", "`", "\n", "\n\n", "EOF", "EOF1", "\nEOF\n", "EOF\n", "EOF1\n", "\nEOF2\n", "\r", "\r\n", "\t", "\u0001", "\u001b[0m", "\u007f", "\b", "-", "-n", " ", "  ", "~", "*", "?", "[a-z]", "%s", "%", "\\n",
        "\\\n", "\\\\", "\\$", "$(touch canary)", "`touch canary`", "${HOME}", "$A_VERSION", "${A_VERSION}", "$$", "!", "#", ";", "&", "|", "<", ">", "(", ")", "{", "}", "'\\''", "\"\"", "''", "=", "x", "abc", "echo ", "\n\tindented",
        "content_sha256=unstamped\n", "<<EOF\n", "profile_x() {\n", new('x', 5000), new('\'', 3000),
    ];

    private static readonly string[] PlainNames = ["etc", "a", "b", "usr", "srv"];

    /// <summary>A character of a file's text: anything that has a UTF-8 form, without NUL.</summary>
    private static readonly Gen<string> Character = Gen.Frequency(
        (3, Gen.OneOf(Characters)),
        (2, Gen.Char['\u0001', '\u00ff'].Select(c => c.ToString())),
        (1, Gen.Char['\u0100', '\ud7ff'].Select(c => c.ToString())));

    /// <summary>The text of a file.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency((3, Gen.OneOf(Pieces)), (2, Character)).Array[0, 12].Select(string.Concat);

    /// <summary>A value of VERSIONS: one line.</summary>
    public static Gen<string> Value { get; } = Text.Select(t => new string([.. t.Where(c => c is not ('\n' or '\r'))]));

    /// <summary>Three entries of VERSIONS.</summary>
    public static Gen<PinnedVersion[]> Versions { get; } = Value.Array[3].Select(v => new PinnedVersion[] { new("A_VERSION", v[0]), new("B_VERSION", v[1]), new("C2", v[2]) });

    /// <summary>The name of a file or folder.</summary>
    public static Gen<string> Name { get; } = Gen.Frequency(
        (4, Gen.OneOf(PlainNames)),
        (4, Gen.OneOf(NastyNames)),
        (2, Gen.Frequency((1, Gen.OneOf(NastyNames).Where(n => n.Length < 50)), (3, Character.Where(IsNameCharacter))).Array[1, 6].Select(string.Concat).Where(n => n is not ("." or ".."))));

    /// <summary>An absolute path, usually short, so that declarations meet.</summary>
    public static Gen<string> Path { get; } = Name.Array[1, 4].Select(p => "/" + string.Join('/', p));

    /// <summary>A mode, often with setuid, setgid or sticky bit.</summary>
    public static Gen<Mode> Mode { get; } = Gen.Int[0, 4095].Select(m => new Mode(System.Convert.ToString(m, 8).PadLeft(4, '0')));

    /// <summary>An owner.</summary>
    public static Gen<Owner> Owner { get; } = Gen.OneOf(0, 0, 1, 33, 1000, 65534, 2097151).Array[2].Select(n => new Owner(n[0], n[1]));

    /// <summary>What a link points to.</summary>
    public static Gen<string> Target { get; } = Gen.OneOf(Text.Select(t => string.Concat(t.Where(c => c >= ' ' && c != '\x7f').Take(300))), Path, Name).Where(t => t.Length > 0);

    /// <summary>Text that names entries of VERSIONS.</summary>
    public static Gen<ShellText> ShellText(PinnedVersion[] versions) => Gen.Frequency(
        (2, Text.Select(t => new ShellText(t))),
        (1, Gen.OneOf(Text.Select(t => new ShellText(t)), Gen.OneOf(versions).Select(v => new ShellText(v))).Array[0, 5].Select(parts => parts.Aggregate(new ShellText(0, 0), (a, b) => a + b))));

    /// <summary>A staged folder.</summary>
    public static Gen<StagedTree> Tree(string source) => Gen.Select(Name.Array[1, 3], Gen.Enum<StagedKind>(), Text, Target)
        .Select((path, kind, text, target) => new StagedItem(string.Join('/', path), kind, kind == StagedKind.Link ? target : kind == StagedKind.Folder ? "" : text))
        .Array[0, 6].Select(items => StagedTree.Of(source, items));

    /// <summary>A declaration of the overlay.</summary>
    public static Gen<OverlayEntry> Entry(PinnedVersion[] versions, StagedTree[] trees)
    {
        var files = trees.SelectMany(t => t.Items.Where(i => i.Kind is StagedKind.File or StagedKind.Program).Select(i => t.Source + "/" + i.Path))
            .Where(f => !f.Contains('\\')).Append(trees[0].Source + "/plain").ToArray();
        return Gen.Frequency(
            (6, Gen.Select(Path, ShellText(versions), Mode, Owner).Select((p, c, m, o) => (OverlayEntry)new OverlayText(p, c, m, o))),
            (2, Gen.Select(Path, Gen.OneOf(files), Mode, Owner, Gen.Bool).Select((p, s, m, o, has) => (OverlayEntry)new OverlayFile(p, s, has ? m : null, o))),
            (2, Gen.Select(Path, Gen.OneOf(trees), Owner, Gen.Bool).Select((p, t, o, root) => (OverlayEntry)new OverlayTree(root ? "/" : p, t.Source, o))),
            (3, Gen.Select(Path, Target, Owner).Select((p, t, o) => (OverlayEntry)new OverlayLink(p, t, o))),
            (2, Gen.Select(Path, Mode, Owner).Select((p, m, o) => (OverlayEntry)new OverlayDirectory(p, m, o))),
            (1, Path.Select(p => (OverlayEntry)new OverlayRemoval(p))));
    }

    /// <summary>A whole image with a random overlay.</summary>
    public static Gen<OverlaySample> Overlay { get; } =
        Gen.Select(Versions, Tree("tree"), Tree("-o ther's"), (versions, one, two) => (versions, trees: new[] { WithPlain(one), two }))
            .SelectMany(s => Entry(s.versions, s.trees).Array[0, 24].Select(entries => OverlaySample.Of(entries, s.trees)));

    /// <summary>A whole image with random declarations besides its overlay, some with a base profile.</summary>
    public static Gen<LiveCdModel> Image { get; } = Gen.Select(Overlay, Versions, Gen.Int[0, 0xffff], Text, Text).SelectMany((overlay, versions, choices, description, other) => ShellText(versions).Select(text =>
    {
        var iso = new LiveCdBuilder().Arch(Arch.X86_64, Arch.Aarch64).Hostname("host");
        bool Chosen(int bit) => (choices >> bit & 1) == 1;
        if (Chosen(0)) iso.Inherit(BaseProfile.Standard);
        if (Chosen(1)) iso.Kernel(KernelFlavor.Virt).Kernel(KernelFlavor.Lts, new PinnedVersion("KERNEL_VERSION", "6.12"));
        if (Chosen(2)) iso.RemoveApks("openssl", "x").RemoveInitfsFeatures(InitfsFeature.Mmc);
        if (Chosen(3)) iso.SerialConsole(choices & 3).VolumeLabel("LABEL #1; (x) & <y> | *");
        if (Chosen(4)) iso.CommandLine(l => l.Verbose().Append("a=[*] ~ !x ?"));
        if (Chosen(5)) iso.CommandLine(l => l.Replace("b=%s").Modules("loop"));
        if (Chosen(6)) iso.BootAddons(BootAddon.IntelMicrocode).KernelAddons("zfs").ModloopFirmware("a/b.bin", "c");
        if (Chosen(7)) iso.Repository("https://mirror.example/'\"$x`", "tag", "keys/it's.pub").Apk("tool", a => a.From("tag"));
        if (Chosen(8)) iso.Apks([.. Enumerable.Range(0, choices & 31).Select(i => "package-with-a-long-name-" + i)]);
        if (Chosen(9)) iso.ConfD("sshd", "x", other).Sysctl("a.b", "'$x\"").LocalD("name", other);
        if (Chosen(10)) iso.GrubTimeout(7).GrubModules(GrubModule.Chain).InitfsFeatures(InitfsFeature.Btrfs);
        if (Chosen(11)) iso.Title(new string([.. other.Where(c => c >= ' ' && c != '\x7f')]));
        var lines = (description + "\n").Split('\n').Select(l => l.EndsWith("() {", System.StringComparison.Ordinal) ? " " + l : l);
        if (Chosen(12)) iso.Description(string.Join('\n', lines));
        if (Chosen(13)) iso.Description(text.ToString().Contains("() {") || text.Parts.Any(p => p.Value.Contains("() {")) ? "x" : text);
        if (Chosen(14)) iso.Service("svc", s => s.Run("/x", Line(other), Line(description)).Shell("echo '" + Line(other).Replace("'", "", System.StringComparison.Ordinal) + "'", description + "x").Environment("E", Line(other)));
        if (Chosen(15)) iso.Network(n => n.DhcpOnAllInterfaces().Dns("192.0.2.1").HostnameFromDhcp()).Ssh(s => s.Dropbear()).User("ops", 1000, u => u.Sudo()).Autologin("tty1", "ops", "/x", Line(other));
        return iso.Build("random") with { Overlay = overlay.Model.Overlay };
    }));

    private static string Line(string text) => string.Concat(text.Where(c => c >= ' ' && c != '\x7f'));

    private static StagedTree WithPlain(StagedTree tree) => StagedTree.Of(tree.Source, [new("plain", StagedKind.File, "plain\n"), .. tree.Items]);

    private static bool IsNameCharacter(string character) => character is not "/" && character.All(c => c >= ' ' && c != '\x7f');
}
