using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Project;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>Runs a staged overlay script for real.</summary>
internal static class OverlayRun
{
    public static readonly DateTimeOffset Date = DateTimeOffset.FromUnixTimeSeconds(1700000000);

    /// <summary>The same, as of the clock.</summary>
    public static readonly SourceDate Now = new(Date, IsGiven: false);

    /// <summary>The path of the archive that the script makes; skips the test where nothing can set owners.</summary>
    public static async Task<string> MakeAsync(TestProject project, Stage stage)
    {
        try
        {
            return await new LocalOverlay(new ProcessRunner()).MakeAsync(stage, project.Output, Date, TestContext.Current.CancellationToken);
        }
        catch (DriverException e) when (e.ExitCode == ExitCode.BuilderUnavailable)
        {
            Assert.Skip(e.Why);
            throw;
        }
    }

    /// <summary>What the script puts into the archive, in the form in which it is expected.</summary>
    public static async Task<ExpectedOverlayEntry[]> EntriesAsync(TestProject project, Stage stage)
    {
        await using var archive = File.OpenRead(await MakeAsync(project, stage));
        return [.. Apkovl.Read(archive, "overlay").Entries.Select(e => new ExpectedOverlayEntry(
            e.Path,
            e.Kind,
            e.Kind == ApkovlEntryKind.File ? e.Sha256 : e.LinkTarget,
            e.Kind == ApkovlEntryKind.SymbolicLink ? null : e.Mode,
            e.Uid,
            e.Gid))];
    }
}
