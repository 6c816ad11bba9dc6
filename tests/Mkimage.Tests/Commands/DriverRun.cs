using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Tests.Building;
using Spectre.Console.Testing;
using Xunit;

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
        return new(await InvokeAsync(new Reporter(console), now, images, args), console.Output);
    }

    /// <summary>With a console of one's own.</summary>
    public static Task<ExitCode> InvokeAsync(Reporter reporter, IReadOnlyList<LiveCdImage> images, params string[] args) => InvokeAsync(reporter, OverlayRun.Date, images, args);

    private static async Task<ExitCode> InvokeAsync(Reporter reporter, DateTimeOffset now, IReadOnlyList<LiveCdImage> images, string[] args)
    {
        var services = new DriverServices(images, null, reporter, new ProcessRunner(), new ManualClock(now), new BuildInterrupts(TestContext.Current.CancellationToken, CancellationToken.None));
        return (ExitCode)await new CommandLineProgram(services).RunAsync(args);
    }
}
