using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building;

/// <summary>Makes the overlay on this machine with nothing but a POSIX shell and tar.</summary>
/// <param name="processes">Starts the shell.</param>
public sealed class LocalOverlay(IProcessRunner processes)
{
    /// <summary>Runs the staged overlay script.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="folder">Where <c>HOSTNAME.apkovl.tar.gz</c> goes.</param>
    /// <param name="sourceDate">The time of every entry.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <returns>The archive's path.</returns>
    /// <exception cref="DriverException">The script stopped, made no overlay, or this machine cannot run it.</exception>
    public async Task<string> MakeAsync(Stage stage, string folder, DateTimeOffset sourceDate, CancellationToken cancellationToken)
    {
        var hostname = stage.Model.Hostname ?? throw new DriverException(
            ExitCode.DefinitionHasErrors, "There is no overlay to make", $"profile '{stage.Model.Name}' declares no host name", "Call .Hostname(\"...\").");
        var script = Path.Combine(stage.Folder, Stage.ScriptsFolder, ScriptSet.OverlayFileName(stage.Model.Name));
        var name = hostname + ".apkovl.tar.gz";
        var command = await AsRootAsync(stage.Model, ["sh", script, hostname], cancellationToken).ConfigureAwait(false);

        // Made elsewhere, and named when it is whole: the same host name may have an image of another architecture.
        var making = Directory.CreateDirectory(stage.Folder + ".overlay");
        try
        {
            var made = Path.Combine(making.FullName, name);
            File.Delete(made);
            await RunAsync(stage, command, making.FullName, made, sourceDate, cancellationToken).ConfigureAwait(false);
            await DurableFile.FlushAsync(made).ConfigureAwait(false);
            Directory.CreateDirectory(folder);
            var archive = Path.Combine(folder, name);
            File.Move(made, archive, overwrite: true);
            return archive;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, $"The overlay cannot be written to {folder}", e.Message.TrimEnd('.'), "Make room there, or choose another folder with --output DIR.", e);
        }
        finally
        {
            making.Delete(recursive: true);
        }
    }

    private async Task RunAsync(Stage stage, string[] command, string folder, string made, DateTimeOffset sourceDate, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(
            new(command[0], command[1..]) { WorkingDirectory = folder, Environment = Environment(sourceDate) },
            cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new DriverException(
                ExitCode.MkimageFailed,
                $"The overlay script of '{stage.Model.Name}' stopped",
                result.Reason(),
                $"Run it by hand to see where: {string.Join(' ', command)}");
        }

        if (File.Exists(made)) return;
        throw new DriverException(
            ExitCode.ImageWrong,
            $"The overlay script of '{stage.Model.Name}' ended without making the overlay",
            $"there is no {made}, and mkimage.sh would go on without it and exit 0",
            "Look at the raw shell of the definition: it must neither exit nor change the variable 'archive'.");
    }

    /// <summary>Setting owners takes root, fakeroot, or, when all is root's, a user namespace.</summary>
    private async Task<string[]> AsRootAsync(LiveCdModel model, string[] command, CancellationToken cancellationToken)
    {
        if (System.Environment.IsPrivilegedProcess) return command;
        if (await WorksAsync(["fakeroot", "--", "true"], cancellationToken).ConfigureAwait(false)) return ["fakeroot", "--", .. command];
        string[] unshare = ["unshare", "--map-root-user"];
        if (OwnersOf(model).All(o => o == Owner.Root) && await WorksAsync([.. unshare, "true"], cancellationToken).ConfigureAwait(false)) return [.. unshare, .. command];
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            "The overlay cannot be made on this machine",
            "only root can set the owners of files, and there is neither fakeroot nor a usable user namespace",
            "Install fakeroot (Debian: apt-get install fakeroot).");
    }

    private async Task<bool> WorksAsync(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return (await processes.RunAsync(new(command[0], command[1..]), cancellationToken).ConfigureAwait(false)).Succeeded;
        }
        catch (DriverException)
        {
            // The program is not there: the next way is tried, and the last one says what is missing.
            return false;
        }
    }

    private static IEnumerable<Owner> OwnersOf(LiveCdModel model) => model.Overlay.Select(e => e switch
    {
        OverlayText text => text.Owner,
        OverlayFile file => file.Owner,
        OverlayTree tree => tree.Owner,
        OverlayLink link => link.Owner,
        OverlayDirectory directory => directory.Owner,
        OverlayDownload download => download.Owner,
        OverlayUnpacked unpacked => unpacked.Owner,
        OverlayStepOutput output => output.Owner,
        _ => Owner.Root,
    });

    private static Dictionary<string, string> Environment(DateTimeOffset sourceDate)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
        environment["SOURCE_DATE_EPOCH"] = sourceDate.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (Directory.Exists("/var/tmp")) environment["TMPDIR"] = "/var/tmp";
        return environment;
    }
}
