using System;
using System.Collections.Generic;
using System.Reflection;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage;

/// <summary>The program behind <c>dotnet run</c>. The generated <c>Main</c> calls it with the project's images.</summary>
public static class LiveCdHost
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The command line; empty builds the only image.</param>
    /// <param name="images">The images of the project.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<LiveCdImage> images)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(images);
        using var interrupts = new Interrupts();
        var services = new DriverServices(
            images,
            Assembly.GetEntryAssembly(),
            Reporter.OfProcess(),
            new ProcessRunner(),
            TimeProvider.System,
            new BuildInterrupts(interrupts.First, interrupts.Second));
        return await new CommandLineProgram(services).RunAsync(args).ConfigureAwait(false);
    }
}
