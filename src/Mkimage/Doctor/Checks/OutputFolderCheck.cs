using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether results can be written.</summary>
/// <param name="folder">Where they would go; it need not be there.</param>
internal sealed class OutputFolderCheck(string folder) : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<Diagnosis> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Diagnosis Look()
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
                return Unfit($"{existing} is a file");
            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            // Rights, read-only mounts and full disks alike show only when one writes.
            var probe = Path.Combine(existing, $".bivouac-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return Diagnosis.Of($"results can be written to {folder}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unfit(e.Message.TrimEnd('.'));
        }
    }

    private Diagnosis Unfit(string why) =>
        Diagnosis.Problem($"Results cannot be written to {folder}", why, "Pass a folder that you may write to: --output DIR.");
}
