using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A real container engine for tests, or the reason why there is none.</summary>
public abstract class Engine : IAsyncLifetime
{
    /// <summary>Its program.</summary>
    public abstract string Program { get; }

    /// <summary>Starts it with what the engine needs here.</summary>
    internal abstract IProcessRunner Processes { get; }

    /// <summary>Why it cannot be used here, or null.</summary>
    protected string? Missing { get; set; }

    /// <summary>The engine's program, with some arguments.</summary>
    internal Task<ProcessResult> RunAsync(params string[] arguments) => Processes.RunAsync(new ProcessCommand(Program, arguments));

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    public void Require() => Assert.SkipWhen(Missing is not null, $"no containers here: {Missing}");

    /// <summary>Runs a container of nothing but busybox, as every builder does: what fails then is not Bivouac's.</summary>
    protected async Task TryAsync()
    {
        if (!File.Exists("/bin/busybox"))
        {
            Missing = "the image needs busybox-static: apt-get install busybox-static";
            return;
        }

        try
        {
            const string image = "localhost/bivouac-try:1";
            var folder = Directory.CreateTempSubdirectory("bivouac-try-").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            File.Copy("/bin/busybox", Path.Combine(folder, "bin/busybox"));
            var made = await Processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", $"tar -c -C '{folder}' . | {Program} import - {image}"]));
            Directory.Delete(folder, recursive: true);
            var ran = made.Succeeded
                ? await RunAsync("run", "--rm", "--pull", "never", "--network", "none", image, "/bin/busybox", "true")
                : made;
            Missing = ran.Succeeded ? null : $"{Program}: {ran.Reason()}";
        }
        catch (DriverException e)
        {
            Missing = e.Why;
        }
    }

    /// <summary>The lines that a command prints.</summary>
    internal async Task<IReadOnlyList<string>> LinesAsync(params string[] arguments) =>
        (await RunAsync(arguments)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
