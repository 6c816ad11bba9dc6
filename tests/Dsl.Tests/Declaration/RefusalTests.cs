using System;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a value that cannot work, when it is declared, then the call says what is wrong, what to do, and which argument it is.</summary>
public class RefusalTests
{
    private static readonly PinnedVersion Quoted = new("Q", "it's");

    public static TheoryData<string, string, string, Action<LiveCdBuilder>> Refusals => new()
    {
        { "unknown arch", "arches", "there is no architecture 99; use a member of Arch", iso => iso.Arch((Arch)99) },
        { "arch none", "arches", "Value cannot be null.", iso => iso.Arch(null!) },
        { "branch with v", "branch", "'v3.21' is not an Alpine branch; write it as '3.21' (no 'v', no third number) or 'edge'", iso => iso.Alpine("v3.21") },
        { "branch with patch", "branch", "'3.21.3' is not an Alpine branch;", iso => iso.Alpine("3.21.3") },
        { "empty branch", "branch", "'' is not an Alpine branch;", iso => iso.Alpine("") },
        { "empty host name", "name", "'' is not a host name; use letters, digits and dashes", iso => iso.Hostname("") },
        { "host name with underscore", "name", "'a_b' is not a host name;", iso => iso.Hostname("a_b") },
        { "host name with dash at the end", "name", "'a-' is not a host name;", iso => iso.Hostname("a-") },
        { "long host name", "name", "is not a host name;", iso => iso.Hostname(new string('a', 65)) },
        { "title of two lines", "title", "the text has a line break or another control character; it must be one line", iso => iso.Title("a\nb") },
        { "description with a section", "description", "mkimage.sh would take the line 'section_x() {' for a function of every profile; put a space before it", iso => iso.Description("a\nsection_x() {\nb") },
        { "description with a symbolic profile", "description", "mkimage.sh would take the line 'profile_${Q}() {' for a function of every profile", iso => iso.Description($"profile_{Quoted}() {{") },
        { "long label", "label", "cannot be a volume id; use 1 to 32 ASCII letters", iso => iso.VolumeLabel(new string('x', 33)) },
        { "label with dollar", "label", "'$x' cannot be a volume id;", iso => iso.VolumeLabel("$x") },
        { "label with umlaut", "label", "'ä' cannot be a volume id;", iso => iso.VolumeLabel("ä") },
        { "no base", "profile", "Value cannot be null.", iso => iso.Inherit(null!) },
        { "no fragment", "fragment", "Value cannot be null.", iso => iso.Use((Action<LiveCdBuilder>)null!) },
        { "no kernel", "flavor", "Value cannot be null.", iso => iso.Kernel(null!) },
        { "kernel version", "version", "'latest' is not a package version; write it as apk does, for example '1.2.3' or '1.2.3-r0'", iso => iso.Kernel(KernelFlavor.Lts, "latest") },
        { "kernel version with space", "version", "'6.12 x' is not a package version;", iso => iso.Kernel(KernelFlavor.Lts, "6.12 x") },
        { "kernel addon", "names", "'a b' is not a kernel addon; use letters, digits, '_', '.', '+' and '-', starting with a letter or digit", iso => iso.KernelAddons("a b") },
        { "no boot addon", "addons", "Value cannot be null.", iso => iso.BootAddons([null!]) },
        { "no feature", "features", "Value cannot be null.", iso => iso.InitfsFeatures([null!]) },
        { "no removed feature", "features", "Value cannot be null.", iso => iso.RemoveInitfsFeatures([null!]) },
        { "no module", "modules", "Value cannot be null.", iso => iso.GrubModules([null!]) },
        { "module of the line", "names", "'a,b' is not a kernel module;", iso => iso.CommandLine(l => l.Modules("a,b")) },
        { "quote on the line", "parameters", "the command line holds '\"', which GRUB reads as its own syntax; leave it out", iso => iso.CommandLine(l => l.Append("a=\"b\"")) },
        { "dollar on the line", "parameters", "the command line holds '$',", iso => iso.CommandLine(l => l.Replace("$a")) },
        { "versions on the line", "parameters", "the command line holds ''',", iso => iso.CommandLine(l => l.Append(Quoted)) },
        { "line of two lines", "parameters", "the text has a line break", iso => iso.CommandLine(l => l.Append("a\nb")) },
        { "no line", "configure", "Value cannot be null.", iso => iso.CommandLine(null!) },
        { "GRUB timeout", "seconds", "GRUB waits 0 to 3600 seconds", iso => iso.GrubTimeout(-1) },
        { "syslinux timeout", "tenths", "syslinux waits 1 to 35996 tenths of a second; 0 would wait for a key for ever", iso => iso.SyslinuxTimeout(0) },
        { "serial port", "port", "serial ports are 0 to 3 (ttyS0 to ttyS3)", iso => iso.SerialConsole(4) },
        { "serial speed", "baud", "syslinux, GRUB and the kernel share the speeds", iso => iso.SerialConsole(0, 1234) },
        { "compression", "compression", "there is no such compression", iso => iso.Modloop((ModloopCompression)9) },
        { "initramfs compression", "compression", "there is no such compression", iso => iso.Initramfs((InitramfsCompression)9) },
        { "modloop firmware", "paths", "'..' is not a firmware path below /lib/firmware;", iso => iso.ModloopFirmware("../x") },
        { "modloop firmware none", "paths", "'' is not a firmware path below /lib/firmware;", iso => iso.ModloopFirmware([null!]) },
        { "package with version", "names", "'go=1' is not a package name; write the bare name (letters, digits, '_', '.', '+', '-', a letter or digit first), and versions with .Apk(name, apk => apk.AtLeast(...))", iso => iso.Apks("go=1") },
        { "package with tag", "names", "'go@edge' is not a package name;", iso => iso.MediumApks("go@edge") },
        { "package with an underscore first", "names", "'_go' is not a package name;", iso => iso.Apks("_go") },
        { "empty package", "name", "'' is not a package name;", iso => iso.Apk("", _ => { }) },
        { "removed package", "names", "'!x' is not a package name;", iso => iso.RemoveApks("!x") },
        { "package version", "version", "'>1' is not a package version;", iso => iso.Apk("go", a => a.AtLeast(">1")) },
        { "package version with a word", "version", "'1.2-beta' is not a package version;", iso => iso.Apk("go", a => a.Exactly("1.2-beta")) },
        { "package version with another release", "version", "'1.2-3' is not a package version;", iso => iso.Apk("go", a => a.StartingWith("1.2-3")) },
        { "package version with an unknown suffix", "version", "'1.2_final' is not a package version;", iso => iso.Apk("go", a => a.Below("1.2_final")) },
        { "tag", "tag", "'@x' is not a repository tag;", iso => iso.Apk("go", a => a.From("@x")) },
        { "no firmware", "firmware", "Value cannot be null.", iso => iso.Firmware([null!]) },
        { "repository with tag", "url", "'@edge http://x' is not a repository; write its address alone, and the tag as the argument 'tag'", iso => iso.Repository("@edge http://x") },
        { "repository tag", "tag", "'a b' is not a repository tag;", iso => iso.Repository("https://x", "a b") },
        { "repository key", "key", "the source path '/x' is absolute;", iso => iso.Repository("https://x", "a", "/x") },
        { "relative path", "path", "the overlay path 'etc/x' is relative; it names a place in the running system, so start it with '/'", iso => iso.File("etc/x", "") },
        { "empty path", "path", "the overlay path '' is relative;", iso => iso.File("", "") },
        { "root", "path", "the overlay path '/' is the root itself; name a file or folder below it", iso => iso.Directory("/") },
        { "path with dots", "path", "the overlay path '/etc/../x' is not normalized; write it without '.', '..', '//' and without a slash at its end", iso => iso.Remove("/etc/../x") },
        { "path with dot", "path", "is not normalized;", iso => iso.File("/./x", "") },
        { "path with two slashes", "path", "is not normalized;", iso => iso.File("/a//x", "") },
        { "path with a slash at its end", "path", "is not normalized;", iso => iso.Directory("/a/") },
        { "path with a newline", "path", "a path of the overlay has no control characters: the initramfs hands the names to apk line by line", iso => iso.File("/a\nb", "") },
        { "path with half a pair", "path", "the text holds half a surrogate pair, which has no UTF-8 form", iso => iso.File("/a\ud83d", "") },
        { "NUL", "content", "the text holds a NUL character, which no shell script can carry; put it into a file of the project and declare that", iso => iso.File("/a", "\0") },
        { "half a pair", "content", "the text holds half a surrogate pair, which has no UTF-8 form", iso => iso.File("/a", "\ude00x") },
        { "a pair around an empty version", "content", "the text holds half a surrogate pair", iso => iso.File("/a", new ShellText("\ud83d") + new PinnedVersion("K", "") + "\ude00") },
        { "no content", "text", "Value cannot be null.", iso => iso.File("/a", (string)null!) },
        { "mode", "octal", "'888' is not a file mode; write three or four octal digits, for example \"0644\"", iso => iso.File("/a", "", "888") },
        { "absolute source", "source", "the source path '/x' is absolute; name it relative to the project's folder, so that it exists on every machine", iso => iso.FileFrom("/a", "/x") },
        { "source on a drive", "source", "the source path 'C:\\x' is absolute;", iso => iso.FileFrom("/a", "C:\\x") },
        { "source outside", "source", "the source path '../x' is not normalized or leaves the project; write it without '.', '..' and '//'", iso => iso.Tree("../x") },
        { "empty source", "source", "the source path is empty; name a file or folder of the project", iso => iso.Tree("") },
        { "tree path", "path", "the overlay path 'x' is relative;", iso => iso.Tree("overlay", "x") },
        { "link without target", "target", "a link without a target cannot be made; name what it points to", iso => iso.Link("/a", "") },
        { "link to two lines", "target", "the text has a line break", iso => iso.Link("/a", "b\nc") },
        { "large owner", "uid", "2097152 cannot be a user or group number of the overlay; use 0 to 2097151, which is what its archive can hold", iso => iso.File("/a", "", owner: new Owner(2097152, 0)) },
        { "negative owner", "gid", "-1 cannot be a user or group number of the overlay;", iso => iso.File("/a", "", owner: new Owner(0, -1)) },
        { "raw without reason", "reason", "raw shell needs a reason: say what the definition language lacks here", iso => iso.RawProfileShell("x", " ") },
        { "raw with CR", "shell", "the shell text has carriage returns, which the shell takes as part of a word; use LF line ends", iso => iso.RawOverlayShell("x\r\n", "y") },
        { "raw with a profile", "shell", "mkimage.sh would take the line 'profile_x() {' for a function of every profile; put a space before it", iso => iso.RawProfileShell("profile_x() {\n}\n", "y") },
        { "service", "service", "'a/b' is not a service name;", iso => iso.Enable("a/b") },
        { "disabled service", "services", "'-x' is not a service name;", iso => iso.Disable("-x") },
        { "runlevel", "name", "'a b' is not a runlevel;", iso => iso.Enable("x", new Runlevel("a b")) },
        { "conf.d service", "service", "'../x' is not a service name;", iso => iso.ConfD("../x", "a", "b") },
        { "conf.d variable", "variable", "'1a' is not a shell variable; use letters, digits and underscores", iso => iso.ConfD("x", "1a", "b") },
        { "conf.d quote in a version", "value", "a version with a single quote cannot stand in a quoted text of the image; take the quote out of VERSIONS", iso => iso.ConfD("x", "a", $"v{Quoted}") },
        { "local script", "name", "'a b' is not a script name;", iso => iso.LocalD("a b", "x") },
        { "kernel module", "names", "'a b' is not a kernel module;", iso => iso.Modules("a b") },
        { "sysctl key", "key", "'a b' is not a kernel parameter; write it as sysctl does, for example 'net.ipv4.ip_forward'", iso => iso.Sysctl("a b", "1") },
        { "sysctl value", "value", "the text has a line break", iso => iso.Sysctl("a", "1\n2") },
        { "no sysctl value", "value", "Value cannot be null.", iso => iso.Sysctl("a", null!) },
        { "versions key", "key", "'a-b' is not a key of VERSIONS; use letters, digits and underscores", _ => new PinnedVersion("a-b", "1") },
        { "versions value", "value", "the value of A has a line break or NUL character; a value of VERSIONS is one line", _ => new PinnedVersion("A", "1\n") },
        { "base profile", "name", "'a b' is not a profile name;", _ => new BaseProfile("a b") },
        { "flavor", "name", "'a b' is not a kernel flavor;", _ => new KernelFlavor("a b") },
        { "feature", "name", "'a b' is not a initfs feature;", _ => new InitfsFeature("a b") },
        { "GRUB module", "name", "'' is not a GRUB module;", _ => new GrubModule("") },
        { "boot addon", "name", "'a/b' is not a boot addon;", _ => new BootAddon("a/b") },
        { "firmware", "name", "'.a' is not a firmware package;", _ => new Firmware(".a") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_is_refused_with_the_argument_and_a_way_out(string what, string parameter, string message, Action<LiveCdBuilder> declare)
    {
        _ = what;
        var refusal = Should.Throw<ArgumentException>(() => declare(new LiveCdBuilder()));
        refusal.ParamName.ShouldBe(parameter);
        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public void A_model_without_a_name_is_refused() => Should.Throw<ArgumentNullException>(() => new LiveCdBuilder().Build(null!)).ParamName.ShouldBe("name");
}
