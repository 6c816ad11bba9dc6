using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>The program of <c>tests/DownloadDriver</c>: a download in a process of its own.</summary>
internal sealed class DownloadProcess : IDisposable
{
    private readonly Process process;

    private DownloadProcess(Process process) => this.process = process;

    public static DownloadProcess Start(Uri uri, string destination, string checksum, IReadOnlyDictionary<string, string>? environment = null) =>
        Start([uri.AbsoluteUri, destination, checksum], environment);

    /// <summary>Through a cache, and with a line in the lock of a project.</summary>
    public static DownloadProcess StartCached(Uri uri, string destination, string checksum, string cache, string project) =>
        Start([uri.AbsoluteUri, destination, checksum, cache, project], null);

    private static DownloadProcess Start(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.Parent!.Parent!.FullName, "DownloadDriver", "bin", here.Parent!.Name, here.Name, "Bivouac.DownloadDriver.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        return new DownloadProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has said so many bytes.</summary>
    public Task WaitForAsync(long bytes, CancellationToken cancellationToken) => WaitForLineAsync($"{bytes} of ", cancellationToken);

    /// <summary>Waits until it has said a line that begins so.</summary>
    public async Task WaitForLineAsync(string begin, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(begin, StringComparison.Ordinal)) return;
        }

        throw new InvalidOperationException("It ended before.");
    }

    /// <summary>Kills it with a signal that it cannot catch.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public async Task<(ExitCode Code, string Said)> EndAsync(CancellationToken cancellationToken)
    {
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return ((ExitCode)process.ExitCode, said);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
