using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A real container engine for tests, or the reason why there is none.</summary>
public abstract class Engine : IAsyncLifetime
{
    /// <summary>Its program.</summary>
    public abstract string Program { get; }

    /// <summary>The variables that make the program use this engine.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Starts it with what the engine needs here.</summary>
    internal IProcessRunner Processes => new SettingRunner(Settings);

    /// <summary>An image of nothing but busybox.</summary>
    private const string TryImage = "localhost/bivouac-try:1";

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
            var folder = Directory.CreateTempSubdirectory("bivouac-try-").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            File.Copy("/bin/busybox", Path.Combine(folder, "bin/busybox"));
            var made = await Processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", $"tar -c -C '{folder}' . | {Program} import - {TryImage}"]));
            Directory.Delete(folder, recursive: true);
            var ran = made.Succeeded
                ? await RunAsync("run", "--rm", "--pull", "never", "--network", "none", TryImage, "/bin/busybox", "true")
                : made;
            Missing = ran.Succeeded ? null : $"{Program}: {ran.Reason()}";
        }
        catch (DriverException e)
        {
            Missing = e.Why;
        }
    }

    /// <summary>This machine as containers with a network see it; skips the test where they see none of it.</summary>
    public async Task<IPAddress> RequireGatewayAsync()
    {
        Require();
        var asked = await RunAsync("run", "--rm", "--pull", "never", TryImage, "/bin/busybox", "ip", "route");
        var gateway = asked.Output.Split(' ').SkipWhile(static w => w != "via").Skip(1).FirstOrDefault();
        Assert.SkipUnless(gateway is not null, $"containers of {Program} have no network here: {asked.Reason()}");
        Assert.SkipUnless(
            NetworkInterface.GetAllNetworkInterfaces().SelectMany(static i => i.GetIPProperties().UnicastAddresses).Any(a => a.Address.ToString() == gateway),
            $"the network of {Program} has no bridge on this machine (it is one without root)");
        return IPAddress.Parse(gateway);
    }

    /// <summary>The beginning of 256 addresses that this machine has no part in.</summary>
    protected static string FreeSubnet()
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces().SelectMany(static i => i.GetIPProperties().UnicastAddresses).Select(static a => a.Address.ToString()).ToList();
        return Enumerable.Range(Random.Shared.Next(256), 256).Select(static n => FormattableString.Invariant($"10.213.{n % 256}")).First(s => !taken.Exists(t => t.StartsWith(s + ".", StringComparison.Ordinal)));
    }

    /// <summary>The lines that a command prints.</summary>
    internal async Task<IReadOnlyList<string>> LinesAsync(params string[] arguments) =>
        (await RunAsync(arguments)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
