using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Dsl.Tests.Shell;
using Xunit;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>
/// A root folder as the initramfs would leave it, without an overlay: busybox, OpenRC, sshd, dropbear and their libraries, copied from this machine.
/// It is made once for all tests; each has a copy.
/// </summary>
public sealed class BaseRoot : IDisposable
{
    private static readonly string[] Programs =
    [
        "/usr/sbin/sshd", "/usr/bin/ssh-keygen", "/usr/sbin/dropbear", "/usr/bin/dropbearkey",
    ];

    /// <summary>What not every machine has: parts of later releases of OpenSSH, and what one test needs.</summary>
    private static readonly string[] Parts = ["/usr/lib/openssh/sshd-session", "/usr/lib/openssh/sshd-auth", "/usr/sbin/rngd"];

    private static readonly (string File, string Package)[] Tools =
    [
        ("/usr/bin/busybox", "busybox-static"), ("/sbin/openrc", "openrc"), ("/usr/sbin/sshd", "openssh-server"), ("/usr/bin/ssh", "openssh-client"),
        ("/usr/sbin/dropbear", "dropbear-bin"), ("/usr/sbin/udhcpd", "udhcpd"), ("/usr/sbin/ip", "iproute2"), ("/usr/bin/unshare", "util-linux"), ("/usr/bin/dash", "dash"), ("/usr/bin/dpkg", "dpkg"),
    ];

    /// <summary>A folder that is taken instead of this machine's programs, for example Alpine's own, with its init scripts in the place of the doubles.</summary>
    private static readonly string? Other = Environment.GetEnvironmentVariable("BIVOUAC_TEST_ROOT");

    private readonly TempFolder? _folder;

    public BaseRoot()
    {
        Missing = WhatIsMissing();
        if (Missing is not null) return;
        _folder = new();
        try
        {
            Key = new(Path.Combine(_folder.Path, "key"));
            Make(_folder.Folder("root"));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why no system can be booted here, or null.</summary>
    public string? Missing { get; }

    /// <summary>The key that logs in.</summary>
    internal SshKey Key { get; } = null!;

    /// <summary>Whether busybox's shell takes its own applets before what is on the PATH, as Debian's does and Alpine's does not.</summary>
    public static bool PrefersApplets => Other is null;

    /// <summary>Skips the test with the reason when no system can be booted here.</summary>
    public void Require() => Assert.SkipUnless(Missing is null, Missing ?? "");

    /// <summary>Makes a system with an overlay, which is not started yet.</summary>
    /// <param name="define">The definition of the image.</param>
    internal BootedSystem Install(Action<LiveCdBuilder> define)
    {
        Require();
        return new(this, define);
    }

    /// <summary>Makes a system with SSH and a loopback, which is not started yet.</summary>
    /// <param name="define">What its definition says besides.</param>
    internal BootedSystem InstallWithSsh(Action<LiveCdBuilder> define) => Install(iso =>
    {
        iso.Ssh(s => s.AuthorizedKeys("keys/test.pub")).Network(_ => { });
        define(iso);
    });

    /// <summary>Copies it.</summary>
    internal void CopyTo(string folder) => Tool.Run("/bin/cp", "-a", "--reflink=auto", Path.Combine(_folder!.Path, "root") + "/.", folder);

    public void Dispose() => _folder?.Dispose();

    private static string? WhatIsMissing()
    {
        if (!Environment.IsPrivilegedProcess) return "namespaces and mounts need root";
        if (Tools.FirstOrDefault(t => !File.Exists(t.File)) is { File: not null } tool) return $"there is no {tool.File}: apt-get install {tool.Package}";
        var refused = Tool.Try("/usr/bin/unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--fork", "/sbin/ip", "link", "add", "left", "type", "veth", "peer", "name", "right");
        return refused.ExitCode == 0 ? null : "no namespaces or no veth here: " + refused.Errors.Trim();
    }

    private static void Make(string root)
    {
        if (Other is null) FromDebian(root);
        else Tool.Run("/bin/cp", "-a", Other + "/.", root);

        Write(root, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nsshd:x:22:22:sshd:/run/sshd:/bin/false\nkeeper:x:1900:1900::/home/keeper:/bin/sh\n");
        Write(root, "etc/shadow", "root:*::0:::::\nsshd:!::0:::::\nkeeper:!:19000:0:99999:7:::\n");
        Tool.Run("/bin/chown", "0:42", root + "/etc/shadow");
        File.SetUnixFileMode(root + "/etc/shadow", (UnixFileMode)0b110_100_000);
        Write(root, "etc/group", "root:x:0:\nwheel:x:10:root\nsshd:x:22:\nkeeper:x:1900:\n");
        Write(root, "etc/fstab", "");
        Write(root, "etc/rc.conf", "rc_sys=\"lxc\"\n");
        Program(root, "etc/init.d/sshd", Double.Text("sshd.sh"));
        Program(root, "etc/init.d/dropbear", Double.Text("dropbear.sh"));
        Program(root, "usr/share/udhcpc/default.script", Double.Text("udhcpc.sh"));
    }

    private static void FromDebian(string root)
    {
        // As on Debian, where programs are asked for by either path.
        foreach (var folder in (string[])["bin", "sbin", "lib", "lib64"])
        {
            Directory.CreateDirectory(Path.Combine(root, "usr", folder));
            Directory.CreateSymbolicLink(Path.Combine(root, folder), "usr/" + folder);
        }

        foreach (var folder in (string[])["usr/bin", "usr/sbin", "etc/init.d", "etc/conf.d", "etc/ssh", "etc/dropbear", "etc/runlevels/sysinit", "etc/runlevels/boot", "etc/runlevels/default", "etc/runlevels/shutdown", "usr/share/udhcpc", "run", "var/log", "var/empty", "proc", "sys", "dev", "root", "home", "tmp"])
            Directory.CreateDirectory(Path.Combine(root, folder));
        Tool.Run("/bin/cp", "/usr/bin/busybox", root + "/bin/busybox");
        Tool.Run("/usr/sbin/chroot", root, "/bin/busybox", "--install", "-s");

        // What Debian changed or added is left out: init scripts, settings, documentation.
        string[] openRc = [.. Tool.Run("/usr/bin/dpkg", "-L", "openrc").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(f => File.Exists(f) && !Regex.IsMatch(f, "^/(usr/share|etc/(init|conf)\\.d)/"))];
        string[] files = [.. openRc, .. Programs, .. Parts.Where(File.Exists)];
        Tool.Run(["/bin/cp", "-a", "--parents", "--remove-destination", .. files, root]);
        string[] libraries = [.. Regex.Matches(Tool.Try(["/usr/bin/ldd", .. files]).Output, @"(/\S+) \(0x").Select(m => m.Groups[1].Value).Distinct()];
        Tool.Run(["/bin/cp", "-L", "--parents", .. libraries, root]);

        Write(root, "etc/insserv.conf", "");
        Directory.CreateSymbolicLink(Path.Combine(root, "var/run"), "/run");

        // Debian's busybox looks for it there.
        Directory.CreateDirectory(Path.Combine(root, "etc/udhcpc"));
        File.CreateSymbolicLink(Path.Combine(root, "etc/udhcpc/default.script"), "/usr/share/udhcpc/default.script");
    }

    private static void Write(string root, string path, string text) => File.WriteAllText(Path.Combine(root, path), text);

    private static void Program(string root, string path, string text)
    {
        if (File.Exists(Path.Combine(root, path))) return;
        Write(root, path, text);
        File.SetUnixFileMode(Path.Combine(root, path), (UnixFileMode)0b111_101_101);
    }
}
