using System.Linq;
using Bivouac.Replay.Tests.Harness;
using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

/// <summary>What the replay takes must mean what it means when the program runs.</summary>
public sealed class SupportedFormsTests
{
    private const string Shared = """
        using System;
        using System.Collections.Generic;
        using Bivouac;

        public static class Common
        {
            public const string Prefix = "node";
            public const int Seconds = 3;
            public static readonly string[] Tools = ["htop", "strace"];
            public static readonly string First = "first";
            public static readonly string Second = First + "-second";
            public static readonly Owner Service = new(100, 101);
            public static readonly Action<LiveCdBuilder> Field = b => b.Apks("field");
            public static string[] Property { get; } = ["one", "two"];
            public static string Computed => Prefix + "-" + First;
            public static string Accessor { get { return Prefix; } }
            public enum Role { Web, Database }

            public static void Configure(LiveCdBuilder b) => b.Apks("htop");
            public static LiveCdBuilder Return(LiveCdBuilder b) => b.Apks("returned");
            public static LiveCdBuilder With(this LiveCdBuilder b, string name, params string[] more) => b.Apks(name).Apks(more);
            public static void Kernel(this LiveCdBuilder b, KernelFlavor flavor, ShellText version, Owner? owner = null) =>
                b.Kernel(flavor, version).Directory("/srv", owner: owner ?? Owner.Root);
            public static void For(LiveCdBuilder b, Role role)
            {
                if (role == Role.Web) b.Apks("nginx");
                else b.Apks("postgresql");
            }
            public static void Early(LiveCdBuilder b, bool stop)
            {
                b.Apks("before");
                if (stop) return;
                b.Apks("after");
            }
            public static void Many(LiveCdBuilder b, IEnumerable<string> names)
            {
                foreach (var name in names) b.Apks(name);
            }
            public static string Join(string a, string b = "default") => $"{a}-{b}";
            public static void Apk(ApkBuilder apk) => apk.OnMediumOnly();
            public const string Sum = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
            public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
            public static void Reachable(SmokeTestBuilder t) => t.Port(22).Ssh("true");
            public static VerifiedDownloadBuilder Verified(DownloadBuilder d) => d.From("https://a/b").Sha256(Sum);
        }
        """;

    public static TheoryData<string> Forms { get; } = new(
    [
        "iso.Hostname(\"a\")",
        "iso.Arch(Arch.X86_64)",
        "iso.Arch(Arch.X86_64, Arch.Aarch64).Arch()",
        "iso.Apks()",
        "iso.Apks(\"a\", \"b\").Apks(\"c\")",
        "iso.Apks([\"a\", .. Arr, \"b\"])",
        "iso.Apks(new[] { \"a\", \"b\" })",
        "iso.Apks(new string[0])",
        "iso.Apks(Arr).Apks(Common.Tools).Apks(Common.Property)",
        "iso.Apks([.. Common.Tools, .. Arr])",
        "iso.Apks(names: [\"a\"])",
        "iso.Firmware([Firmware.Intel, new Firmware(\"linux-firmware-x\"), new(\"linux-firmware-y\")])",
        "iso.Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt, Versions.Kernel).Kernel(flavor: new(\"own\"))",
        "iso.Kernel(version: Versions.Kernel, flavor: KernelFlavor.Lts)",
        "iso.Alpine(Versions.AlpineBranch)",
        "iso.Alpine(Versions.Values.AlpineBranch)",
        "iso.Alpine(\"edge\")",
        "iso.Hostname(Common.Prefix + \"-1\")",
        "iso.Hostname(Common.First).VolumeLabel(Common.Second)",
        "iso.Hostname(Common.Computed).VolumeLabel(Common.Accessor)",
        "iso.Hostname(nameof(Versions.GoVersion))",
        "iso.VolumeLabel($\"{Common.Prefix}-{Common.First}-{Common.Seconds}-{'c'}-{true}-{Arch.X86_64}-{KernelFlavor.Lts}\")",
        "iso.VolumeLabel(Common.First + 1 + 'c' + true + null + Arch.X86_64 + KernelFlavor.Lts)",
        "iso.VolumeLabel($\"{(string?)null}x\")",
        "iso.File(\"/etc/a\", \"text\").File(\"/etc/b\", $\"go {Versions.GoVersion} {1} {Common.First}\").File(\"/etc/c\", Versions.GoVersion)",
        "iso.File(\"/etc/a\", \"a\" + Versions.GoVersion + \"b\" + Versions.Kernel)",
        "iso.File(\"/etc/a\", $\"a{Versions.GoVersion}\" + $\"b{Versions.Kernel}\" + $\"c\")",
        "iso.File(\"/etc/a\", \"\"\"\n    raw \"text\"\n      indented\n    \"\"\", \"0600\", new Owner(1, 2))",
        "iso.File(\"/etc/a\", $$\"\"\"\n    ${SHELL} {{Versions.GoVersion}}\n    \"\"\", owner: Owner.Root, mode: Mode.Executable)",
        "iso.File(\"/etc/a\", @\"c:\\d\" + \"\\u00e4\\t\")",
        "iso.File(content: \"a\", path: \"/etc/a\", mode: \"0600\", owner: Common.Service)",
        "iso.Directory(\"/a\", (Mode)\"0700\")",
        "iso.Directory(\"/a\", mode: null, owner: new(uid: 1, gid: 2)).Directory(\"/b\", owner: new Owner(gid: 2, uid: 1))",
        "iso.Directory(\"/a\", default, default)",
        "iso.SerialConsole().GrubTimeout(Common.Seconds)",
        "iso.SerialConsole(baud: 9600)",
        "iso.SerialConsole(1, 9600)",
        "iso.Apk(\"go\", a => a.StartingWith(Versions.GoVersion))",
        "iso.Apk(\"go\", a => { a.AtLeast($\"{Versions.GoVersion}\"); a.OnMediumOnly(); })",
        "iso.Apk(\"go\", static a => a.From(\"edge\").Exactly(\"1.2\"))",
        "iso.Apk(\"go\", delegate(ApkBuilder a) { a.OnMediumOnly(); })",
        "iso.Apk(\"go\", Common.Apk)",
        "iso.Apk(\"go\", _ => { })",
        "iso.CommandLine(c => c.Modules(\"loop\").Append(\"a=b\").Replace(\"c=d\").Verbose())",
        "iso.Use(Common.Configure)",
        "iso.Use(Common.Return)",
        "iso.Use(Common.Field)",
        "iso.Use(b => b.Apks(\"x\"))",
        "iso.Use(b => { b.Apks(\"x\"); })",
        "iso.Use(b => { b.Apks(\"x\"); return b.Apks(\"y\"); })",
        "iso.Use((LiveCdBuilder b) => iso.Apks(\"outer\"))",
        "iso.With(\"a\").With(\"b\", \"c\", \"d\").With(more: [\"e\"], name: \"f\")",
        "Common.With(iso, \"a\", Arr)",
        "iso.Kernel(KernelFlavor.Lts, Versions.Kernel, Common.Service)",
        "iso.Kernel(KernelFlavor.Lts, $\"{Versions.Kernel}\", null)",
        "Common.For(iso, Common.Role.Database)",
        "{ Common.Early(iso, true); Common.Early(iso, stop: false); }",
        "Common.Many(iso, [\"a\", \"b\"])",
        "Common.Many(iso, Arr)",
        "iso.Apks(Common.Join(\"a\"), Common.Join(b: \"x\", a: \"y\"))",
        "Common.With(iso.Apks(\"first\"), Common.Join(\"second\")).Apks(\"third\")",
        "{ var name = \"a\"; iso.Hostname(name); iso.VolumeLabel(name + name); }",
        "{ const string name = \"a\"; iso.Hostname(name); }",
        "{ string[] names = [\"a\", \"b\"]; iso.Apks(names); iso.Apks([.. names, \"c\"]); }",
        "{ ShellText go = $\"go-{Versions.GoVersion}\"; iso.Title(go); iso.Description(go + \"!\"); }",
        "{ Mode mode = \"0600\"; iso.Directory(\"/a\", mode); }",
        "{ LiveCdBuilder b = iso.Apks(\"a\"); b.Apks(\"b\"); }",
        "{ Action<LiveCdBuilder> f = b => b.Apks(\"x\"); iso.Use(f).Use(f); }",
        "{ foreach (var n in new[] { \"a\", \"b\" }) iso.Apks(n); }",
        "{ foreach (var n in Arr) { var m = n + \"-x\"; iso.Apks(m); } }",
        "{ foreach (string n in (string[])[\"a\", \"b\"]) { if (n == \"a\") continue; iso.Apks(n); } }",
        "{ foreach (var n in Arr) { if (n != \"p\") break; iso.Apks(n); } }",
        "{ foreach (var n in Arr) foreach (var m in Arr) iso.Apks(n + m); }",
        "{ foreach (var n in Arr) iso.Apk(n, a => a.Exactly($\"1.0-r{1}\")); }",
        "{ foreach (var n in Arr) { Action<LiveCdBuilder> f = b => b.Apks(n); iso.Use(f); } }",
        "{ foreach (var f in new Action<LiveCdBuilder>[] { b => b.Apks(\"1\"), Common.Configure }) iso.Use(f); }",
        "{ foreach (var i in new[] { 1, 2 }) iso.Apks(\"n\" + i).GrubTimeout(i); }",
        "{ foreach (var k in new[] { KernelFlavor.Lts, KernelFlavor.Virt }) iso.Kernel(k); }",
        "{ if (true) iso.Apks(\"a\"); else iso.Apks(\"b\"); }",
        "{ if (Versions.Values.GoVersion == \"1.23.6\") iso.Apks(\"a\"); }",
        "{ if (Arr.Length > 1 && Arr[0] == \"p\" || Arr[5] == \"x\") iso.Apks(Arr[1]); }",
        "{ if (!(Arr.Length <= 1)) iso.Apks(\"a\"); }",
        "iso.Hostname(Arr.Length < 9 ? \"small\" : \"large\")",
        "iso.File(\"/a\", true ? Versions.GoVersion : Versions.Kernel)",
        "iso.Hostname(None ?? \"fallback\")",
        "{ { var a = \"a\"; iso.Apks(a); } { var a = \"b\"; iso.Apks(a); } }",
        "{ ; iso.Apks(\"a\"); return; }",
        "{ _ = iso.Apks(\"a\"); }",
        "{ (iso).Apks((\"a\")); }",
        "iso.File(\"/a\", Versions.GoVersion.Value + Owner.Root.Uid + Owner.Root)",
        "iso.Title(Versions.GoVersion.ToString())",
        "{ if (KernelFlavor.Lts == new KernelFlavor(\"lts\")) iso.Apks(\"equal\"); }",
        "iso.Modloop(ModloopCompression.Xz).Modloop((ModloopCompression)0).Initramfs(InitramfsCompression.Lz4)",
        "iso.Disable(\"a\").Enable(\"b\").Enable(\"c\", Runlevel.Boot).Enable(\"d\", new Runlevel(\"own\"))",
        "iso.LocalD(\"a\", $\"echo {Versions.GoVersion}\\n\").Sysctl(\"a.b\", \"1\").ConfD(\"a\", \"b\", Versions.GoVersion)",
        "iso.Repository($\"https://x/v{Versions.AlpineBranch}/main\", key: \"keys/a.pub\")",
        "iso.Hostname(GoMember)",
        "iso.Download(\"nvidia\", d => d.From($\"https://a/{Versions.GoVersion}/NVIDIA-{Versions.GoVersion}.run\").ChecksumFile(\".sha256sum\")).BuildStep(\"nvidia-modules\", b => b.Apks(\"build-base\", \"linux-lts-dev\").Uses(\"nvidia\").Script(\"build/nvidia.sh\").Key(Versions.GoVersion).KeyOfKernel().Output(\"/usr/local/lib/nvidia\"))",
        "iso.Download(\"a\", d => d.From(\"https://a/b\").Sha256(Common.Sum).ListedAt($\"https://a/{Versions.Kernel}\", @\"a-([0-9.]+)/\").Into(\"/x\", mode: \"0755\", owner: new(1, 2)).Unpack(\"/\", \"a/*\", \"b\").StripComponents(1).OwnedBy(Common.Service).Unpack(path: \"/y\"))",
        "iso.Download(\"a\", d => { var source = d.From(\"https://a/b\"); return source.ChecksumFrom(path: $\"x/{Versions.GoVersion}\", jsonUrl: \"https://a/c\").Sha256(Common.Sum); })",
        "iso.Service(\"a\", s => s.Run(\"/usr/local/bin/audit\", \"--output\", \"/var/log/audit.json\").After(\"sshd\").Timeout(TimeSpan.FromMinutes(10)))",
        "iso.Service(\"a\", s => s.Run(\"/x\", [Versions.GoVersion, $\"v{Versions.GoVersion}\", Common.First]).Description(Common.Prefix).Foreground().Environment(\"E\", Versions.Kernel).User(\"ops\").Directory(\"/d\").LogFile(\"/var/log/x\").Runlevel(Runlevel.Boot))",
        "iso.Service(\"a\", s => s.Shell(reason: \"why\", shell: \"echo $HOME\\n\").Essential(\"because\").After(ServiceName.Sshd, \"b\", new ServiceName(\"c\")).Before(Common.Prefix).Use([\"d\"]).Want(ServiceName.Logger).NeedsOrFails(\"net\", because: Common.First))",
        "iso.Service(\"a\", s => s.Run(\"/x\").Supervised()).Service(\"b\", s => s.Run(\"/x\").Supervised(TimeSpan.FromSeconds(2), stableAfter: Common.Limit))",
        "iso.Network(net => net.DhcpOnAllInterfaces().Dhcp(\"eth0.5\").Vlan(\"eth0\", 5).Static(\"eth1\", \"192.0.2.1/24\", gateway: \"192.0.2.2\").Bond(\"bond0\", BondMode.Lacp, \"eth2\", \"eth3\").Dns(\"192.0.2.3\").SearchDomains(\"a.example\").HostnameFromDhcp())",
        "iso.Ssh(ssh => ssh.Dropbear().Port(2222).AuthorizedKeys(\"keys/ops.pub\").Root(RootLogin.Never).AllowPasswords().AllowForwarding()).Ssh(ssh => { })",
        "iso.User(\"ops\", 1000, u => u.Groups(\"wheel\").Shell(\"/bin/ash\").PasswordHash(\"$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz\").AuthorizedKeys(\"k\").Doas()).User(\"kiosk\", uid: 1001).Group(\"audit\", 2000).RootPassword(\"$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz\")",
        "iso.Autologin(\"tty1\", \"ops\").Autologin(\"tty2\", \"ops\", \"/usr/bin/top\", \"-d\", $\"{Versions.GoVersion}\").Watchdog(TimeSpan.FromSeconds(60)).Ntp(\"pool.ntp.org\").Entropy()",
        "iso.Download(\"a\", Common.Verified).Download(declare: Common.Verified, name: \"b\")",
        "iso.Download(\"go\", d => d.GoToolchain(Versions.GoVersion, Arch.Aarch64)).Download(\"nv\", d => d.NvidiaDriver($\"{Versions.Kernel}\", Arch.X86_64)).Download(\"gh\", d => d.GitHubRelease(\"a/b\", $\"v{Versions.GoVersion}\", \"c-\" + Versions.GoVersion, checksums: \"d\"))",
        "{ foreach (var n in Arr) iso.Download(n, d => d.GitHubRelease(\"a/\" + n, Versions.GoVersion, n)); }",
        "iso.BuildStep(\"a\", b => b.Inputs(Arr).Environment(\"X\", $\"{Versions.Kernel}\").Timeout(TimeSpan.FromMinutes(45)).Output(\"/\", Common.Service))",
        "iso.BuildStep(\"a\", b => b.Timeout(TimeSpan.FromSeconds(90))).BuildStep(\"b\", b => b.Timeout(TimeSpan.FromHours(1.5))).BuildStep(\"c\", b => b.Timeout(Common.Limit)).BuildStep(\"d\", b => b.Timeout(TimeSpan.FromDays(1))).BuildStep(\"e\", b => b.Timeout(TimeSpan.FromSeconds(Common.Seconds)))",
        "iso.SmokeTest(\"ssh\", t => t.Ssh(\"true\")).SmokeTest(\"go\", t => t.Ssh($\"go version | grep {Versions.GoVersion}\").User(name: \"ops\").Key(\"keys/test\").Expect(Versions.GoVersion).Within(Common.Limit))",
        "{ foreach (var n in Arr) iso.SmokeTest(configure: t => { t.Console(@\"\\b\" + n); t.Port(80).Within(TimeSpan.FromSeconds(90)); }, name: n); }",
        "iso.SmokeTest(\"a\", Common.Reachable).Use(b => b.SmokeTest(\"b\", Common.Reachable))",
        "{ var limit = TimeSpan.FromMinutes(2); iso.BuildStep(\"a\", b => { b.Timeout(limit); }); }",
    ]);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_supported_form_means_at_compile_time_what_it_means_at_run_time(string form)
    {
        var body = form[0] == '{' ? form : "=> " + form + ";";
        var compilation = TestProject.WithVersions(TestProject.Compile(Shared, $$"""
            using System;
            using Bivouac;

            [LiveCd]
            public static partial class X
            {
                private const string GoMember = nameof(Versions.Values.GoVersion);
                private static readonly string[] Arr = ["p", "q"];
                private static readonly string? None = null;

                private static void Define(LiveCdBuilder iso) {{body}}
            }
            """));
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();

        var result = TestProject.Replay(compilation);

        result.Findings.ShouldBeEmpty();
        result.Model.ShouldBe(TestProject.Run(compilation));
    }
}
