using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// A program <c>apk</c> for a folder that is first on PATH, which is apk and besides tells why mkimage.sh makes the kernel or the packages
/// anew: it names these sections by what apk answers, but says nothing of what changed in it.
/// </summary>
/// <remarks>
/// It does so where the environment variable <c>BIVOUAC_SECTIONS</c> names a folder. There it leaves, in <c>now/</c>, <c>apks</c> and
/// <c>kernel-linux-FLAVOR</c>, a line <c>NAME VERSION</c> each package. Who runs it moves them to <c>last/</c> when the build was good, or made the section.
/// On standard error, when there is a <c>last</c> and it differs, with at most six changes:
/// <c>&gt;&gt;&gt; bivouac: stale kernel linux-lts 6.12.76-r0 → 6.12.81-r0</c>. Exit code and output are apk's own.
/// </remarks>
public static class ApkWrapper
{
    private const string Name = "apk";

    /// <summary>The program.</summary>
    public static ScriptFile Program() =>
        new(Name, RealProgram.Find(Name, "apk-tools", "apk, which besides tells why a section is made anew.") + ShellProgram.Of(Name).Text);
}
