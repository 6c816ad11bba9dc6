using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// The work directory, in places where others can make folders too, such as /var/tmp. What is staged in it has the modes that
/// mkimage.sh needs, whatever the project's files have: so the folder itself is closed to others.
/// </summary>
internal static class PrivateFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder for its user alone, or takes the one that is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isDefault">Whether it is the one of who names none: then one that is there is closed to others too. Else it is the user's, with its mode.</param>
    /// <param name="processes">Asks whom it belongs to.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">
    /// It cannot be made; or it lies where every user can make one, and is a link, another's, or open to others
    /// (<see cref="ExitCode.BuilderUnavailable"/>).
    /// </exception>
    public static async Task CreateAsync(string folder, bool isDefault, IProcessRunner processes, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, Own);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unfit(folder, e.Message.TrimEnd('.'), e);
        }

        await RequireOwnAsync(folder, processes, cancellationToken).ConfigureAwait(false);
        if (isDefault)
            Close(folder);
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

    private static void Close(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            if (File.GetUnixFileMode(folder) != Own)
                File.SetUnixFileMode(folder, Own);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unfit(folder, $"it cannot be closed to others: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static DriverException Unfit(string folder, string why, Exception? inner) => new(
        ExitCode.BuilderUnavailable,
        $"{folder} cannot be used as work directory",
        why,
        "Pass another folder: --workdir DIR.",
        inner);
}
