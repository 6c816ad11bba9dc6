using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Bivouac.Dsl.Tests.Shell;

/// <summary>A shell with the tools that its scripts call.</summary>
internal sealed class ShellKit
{
    private const string SystemPath = "/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Another busybox than the system's, for example Alpine's own.</summary>
    private static readonly string BusyboxFile = Environment.GetEnvironmentVariable("BIVOUAC_TEST_BUSYBOX") ?? (File.Exists("/usr/bin/busybox") ? "/usr/bin/busybox" : "/bin/busybox");

    private static readonly Dictionary<string, string> NoVariables = [];
    private static readonly Lazy<string> Applets = new(InstallApplets);

    /// <summary>Debian's busybox tar cannot read names from a file (-T), Alpine's can: without that, GNU tar stands in.</summary>
    private static readonly Lazy<bool> BusyboxTarReadsNames = new(() =>
        ChildProcess.Run("/", NoVariables, [BusyboxFile, "tar", "--help"]).ToString().Contains("-T FILE", StringComparison.Ordinal));

    private readonly string[] _shell;
    private readonly Func<string> _path;

    private ShellKit(string name, string[] shell, Func<string> path)
    {
        Name = name;
        _shell = shell;
        _path = path;
    }

    /// <summary>busybox ash and nothing but busybox's own applets, as on Alpine.</summary>
    public static ShellKit Busybox { get; } = new("busybox", [BusyboxFile, "ash"], () => Applets.Value);

    /// <summary>dash and GNU tools.</summary>
    public static ShellKit Dash { get; } = new("dash", ["/usr/bin/dash"], () => SystemPath);

    /// <summary>dash and GNU tools under fakeroot, as mkimage.sh runs the overlay script.</summary>
    public static ShellKit Fakeroot { get; } = new("fakeroot", ["/usr/bin/fakeroot", "/usr/bin/dash"], () => SystemPath);

    public string Name { get; }

    /// <summary>Why it cannot be used here, or null.</summary>
    public string? Missing => _shell.Where(Path.IsPathRooted).FirstOrDefault(f => !File.Exists(f)) is { } file ? file + " is not installed" : null;

    /// <summary>Why it cannot make an overlay with owners here, or null. Debian's busybox is static, so that fakeroot cannot reach into it.</summary>
    public string? MissingForOverlays => Missing ?? (this == Fakeroot || Environment.IsPrivilegedProcess ? null : "only root can set owners without fakeroot");

    /// <summary>Runs the shell with arguments in a folder that is its home and its place for temporary files as well.</summary>
    public ChildResult Run(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string> { ["PATH"] = _path(), ["HOME"] = folder, ["TMPDIR"] = folder };
        foreach (var (name, value) in environment) variables[name] = value;
        return ChildProcess.Run(folder, variables, _shell.Concat(arguments));
    }

    /// <summary>Runs a script with an argument.</summary>
    public ChildResult RunScript(string folder, string script, string argument, params (string Name, string Value)[] environment) =>
        this == Busybox && !BusyboxTarReadsNames.Value
            ? Run(folder, ["-c", "tar() { /usr/bin/tar \"$@\"; }; . \"$0\"", script, argument], environment)
            : Run(folder, [script, argument], environment);

    /// <summary>Runs a command line.</summary>
    public ChildResult RunText(string folder, string text) => Run(folder, ["-c", text]);

    public override string ToString() => Name;

    /// <summary>Links for all applets, shared by the tests of a run and removed when it ends.</summary>
    private static string InstallApplets()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        ChildProcess.Run(folder.Path, NoVariables, [BusyboxFile, "--install", "-s", folder.Path]);
        return folder.Path;
    }
}
