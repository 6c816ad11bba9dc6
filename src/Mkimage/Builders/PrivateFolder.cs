using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>The work directory, in places where others can make folders too, such as /var/tmp.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes a folder, or takes the one that is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="processes">Asks whom it belongs to.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">
    /// It cannot be made; or it lies where every user can make one, and is a link, another's, or open to others
    /// (<see cref="ExitCode.BuilderUnavailable"/>).
    /// </exception>
    public static async Task CreateAsync(string folder, IProcessRunner processes, CancellationToken cancellationToken)
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode look = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, own | look);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unfit(folder, e.Message.TrimEnd('.'), e);
        }

        await RequireOwnAsync(folder, processes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks whether a folder may be trusted, for who only reads or removes what is in it. One that is not there may.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="processes">Asks whom it belongs to.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">It lies where every user can make one, and is a link, another's, or open to others (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task RequireOwnAsync(string folder, IProcessRunner processes, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(folder)) return;
        var above = new DirectoryInfo(Path.GetDirectoryName(folder)!);
        if ((above.UnixFileMode & UnixFileMode.OtherWrite) == 0)
            return;
        var info = new DirectoryInfo(folder);
        if (info.LinkTarget is not null)
            throw Unfit(folder, "it is a symbolic link in a folder that every user can write to", null);
        if ((info.UnixFileMode & UnixFileMode.OtherWrite) != 0)
            throw Unfit(folder, "every user can write to it", null);
        var owned = await processes.RunAsync(new ProcessCommand("/bin/sh", ["-c", "[ -O \"$1\" ]", "sh", folder]), cancellationToken)
            .ConfigureAwait(false);
        if (!owned.Succeeded)
            throw Unfit(folder, "it belongs to another user", null);
    }

    private static DriverException Unfit(string folder, string why, Exception? inner) => new(
        ExitCode.BuilderUnavailable,
        $"{folder} cannot be used as work directory",
        why,
        "Pass another folder: --workdir DIR.",
        inner);
}
