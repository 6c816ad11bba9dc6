using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Bivouac.Mkimage.Tests.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>
/// A driver as a process of its own that builds in containers of a real engine over a double of Alpine, whose scripts make nothing. The
/// engine's program is behind a door: a call that holds a text waits in front of it, in a shell, until the test opens it, so that a test knows
/// what the driver is at.
/// </summary>
internal sealed class DriverAtTheDoor : IDisposable
{
    private const string Door = """
        #!/bin/sh
        case "$*" in
        *"$DOOR_AT"*)
            : >"$DOOR/reached"
            until [ -e "$DOOR/open" ]; do sleep 0.02; done
            ;;
        esac
        exec "$DOOR_TO" "$@"

        """;

    private readonly TestFolder here;

    private DriverAtTheDoor(TestFolder here, BuilderOptions options, DriverProcess process)
    {
        this.here = here;
        Options = options;
        Process = process;
    }

    /// <summary>The driver.</summary>
    public DriverProcess Process { get; }

    /// <summary>What it builds with.</summary>
    public BuilderOptions Options { get; }

    /// <summary>Starts a build.</summary>
    /// <param name="here">The test's folder.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="alpine">The double.</param>
    /// <param name="at">A call that holds this waits.</param>
    public static DriverAtTheDoor Start(TestFolder here, Engine engine, AlpineDouble alpine, string at)
    {
        engine.Require();
        var options = new BuilderOptions
        {
            Arch = "x86_64",
            Release = AlpineDouble.Release,
            Branch = "3.20",
            MinirootfsSha256 = alpine.Sha256,
            Mirror = alpine.Mirror,
            AportsSource = alpine.Aports,
            WorkDirectory = here["work"],
            CacheDirectory = here["cache/bivouac"],
        };
        alpine.CopyKey(options.CacheDirectory);
        here.Folder("door");
        here.Write("programs/" + engine.Program, Door, (UnixFileMode)0b111_101_101);
        here.Write("project/VERSIONS", $"ALPINE_VERSION=3.20\nALPINE_RELEASE={AlpineDouble.Release}\nMINIROOTFS_SHA256_X86_64={alpine.Sha256}\n");
        here.Write("project/overlay/etc/motd", "hello\n");
        var environment = new Dictionary<string, string>(engine.Settings)
        {
            ["PATH"] = here["programs"] + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["XDG_CACHE_HOME"] = here["cache"],
            ["DOOR"] = here["door"],
            ["DOOR_AT"] = at,
            ["DOOR_TO"] = ProgramPath.Find(engine.Program)!,
        };
        var process = DriverProcess.Start(
            "FaultDriver",
            environment,
            "build", "--json", "--builder", engine.Program, "--project", here["project"], "--output", here["out"],
            "--workdir", options.WorkDirectory, "--mirror", options.Mirror, "--aports", options.AportsSource);
        return new DriverAtTheDoor(here, options, process);
    }

    /// <summary>Waits until the driver is in front of the door.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task ReachedAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(here["door/reached"])) await Task.Delay(20, cancellationToken);
    }

    /// <summary>Lets the driver go on.</summary>
    public void Open() => here.Write("door/open", "");

    public void Dispose()
    {
        Process.Dispose();
        Open();
    }
}
