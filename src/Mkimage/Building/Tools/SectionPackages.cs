using System.Collections.Generic;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// The program <c>section-packages</c>, which looks ahead: it evaluates the profile with Alpine's own section functions, as
/// mkimage.sh is going to, and builds nothing. It runs after the work directory was cleaned, where mkimage.sh runs and with the
/// same environment (PATH, HOME, ABUILD_USERDIR, APORTS).
/// </summary>
/// <remarks>
/// It leaves in its folder:
/// <list type="bullet">
/// <item><c>root</c>: an apk root like mkimage's, its indexes fresh, made anew when repositories or keys are others;</item>
/// <item><c>needs</c>: what the sections are made from that the work directory lacks, for <see cref="FetchPackages"/>. Empty
/// when it has all, not there when it cannot be told.</item>
/// </list>
/// Exit code 0; 1 when an index cannot be used (with what apk said before): mkimage.sh would fail for the same reason.
/// </remarks>
public static class SectionPackages
{
    /// <summary>The program's name.</summary>
    public const string Name = "section-packages";

    /// <summary>The program.</summary>
    public static ScriptFile Program() => ShellProgram.Of(Name);

    /// <summary>The command line.</summary>
    /// <param name="folder">The folder of this image for the programs that look ahead, inside; it is made.</param>
    /// <param name="scriptsFolder">The <c>scripts/</c> of aports.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="arch">Alpine's name of the architecture.</param>
    /// <param name="tag">mkimage's <c>--tag</c>.</param>
    /// <param name="workFolder">mkimage's <c>--workdir</c>.</param>
    /// <param name="repositories">What mkimage.sh gets by <c>--repository</c>, without the local repository.</param>
    public static IReadOnlyList<string> Command(
        string folder,
        string scriptsFolder,
        string profile,
        string arch,
        string tag,
        string workFolder,
        IEnumerable<string> repositories) => [Name, folder, scriptsFolder, profile, arch, tag, workFolder, .. repositories];
}
