using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the project lies where its overlay files keep their modes and their names.</summary>
/// <param name="folder">The project's folder.</param>
internal sealed class ProjectFolderCheck(string folder) : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        if (folder.Any(char.IsControl))
        {
            return Task.FromResult(Diagnosis.Problem(
                "The project's folder cannot be used",
                "its path has a control character in it, which ends a line for every tool that reads lists of files",
                "Move the project to a folder whose path has none."));
        }

        var drive = new DriveInfo(folder);
        return Task.FromResult(drive.IsReady && drive.DriveFormat is "vfat" or "msdos" or "exfat"
            ? Diagnosis.Problem(
                "The project's folder cannot be used",
                $"{folder} is on a {drive.DriveFormat} file system, which keeps no modes: every file of the overlay would be executable",
                "Move the project to a file system of Linux, for example below your home folder.")
            : Diagnosis.Of($"the project is in {folder}"));
    }
}
