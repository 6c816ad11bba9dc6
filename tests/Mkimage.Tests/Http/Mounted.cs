using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Shouldly;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>A small disk in memory, for as long as a test needs it.</summary>
internal sealed class Mounted(string folder) : IDisposable
{
    public static async Task<Mounted> TmpfsAsync(string folder, string size, CancellationToken cancellationToken)
    {
        await RunAsync(["mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder], cancellationToken);
        return new Mounted(folder);
    }

    public static Task ResizeAsync(string folder, string size, CancellationToken cancellationToken) =>
        RunAsync(["mount", "-o", $"remount,size={size}", folder], cancellationToken);

    public void Dispose() => RunAsync(["umount", "-l", folder], CancellationToken.None).GetAwaiter().GetResult();

    private static async Task RunAsync(string[] command, CancellationToken cancellationToken) =>
        (await new ProcessRunner().RunAsync(new ProcessCommand(command[0], command[1..]), cancellationToken)).ExitCode.ShouldBe(0);
}
