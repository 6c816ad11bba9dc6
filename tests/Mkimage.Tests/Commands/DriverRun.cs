using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Building;
using Spectre.Console.Testing;

namespace Bivouac.Mkimage.Tests.Commands;

/// <summary>A command line that ran, on a terminal of 60 columns that is none: its output is piped on.</summary>
/// <param name="ExitCode">What the process would return.</param>
/// <param name="Output">What stands on the console.</param>
internal sealed record DriverRun(ExitCode ExitCode, string Output)
{
    public string[] Lines => Output.Split('\n');

    public static Task<DriverRun> InvokeAsync(IReadOnlyList<LiveCdImage> images, params string[] args) => InvokeAsync(OverlayRun.Date, images, args);

    public static async Task<DriverRun> InvokeAsync(DateTimeOffset now, IReadOnlyList<LiveCdImage> images, params string[] args)
    {
        using var console = new TestConsole();
        console.Profile.Width = 60;
        var services = new DriverServices(images, null, new Reporter(console), new ProcessRunner(), new ManualClock(now));
        var code = await new CommandLineProgram(services).RunAsync(args);
        return new((ExitCode)code, console.Output);
    }
}
