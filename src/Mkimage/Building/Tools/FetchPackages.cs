using System.Collections.Generic;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// The program <c>fetch-packages</c>, which brings the packages that mkimage.sh is going to need into a cache that survives the
/// work directory, eight at a time, when they come from repositories with a URL. None is used that is not what a signed index
/// says, byte for byte; a cached one is not trusted for lying there. It runs after <see cref="SectionPackages"/>, with the
/// same environment, and proxies where there are any (http_proxy, https_proxy, no_proxy: apk fetches).
/// </summary>
/// <remarks>
/// On standard output it prints the path of the local repository, and nothing else; nothing at all when nothing is to be
/// fetched or when apk or abuild-sign are not those that it was written for. mkimage.sh gets that path as its first
/// <c>--repository</c>: of identical packages apk takes the local one. On standard error it prints
/// <c>&gt;&gt;&gt; bivouac: packages DONE TOTAL BYTES TOTALBYTES</c> and what a person should know. Exit code 0; 1 when a
/// package cannot be had as the index says it (<c>&gt;&gt;&gt; bivouac: package NAME-VERSION: WHY (REPOSITORY)</c>) or the
/// repositories lack one.
/// <para>
/// In the cache lie packages under their own names, and in <c>.known</c> what their bytes were found to be: lines
/// <c>FILE IDENTITY SHA256 SIZE</c>. A package that no build has used for 30 days is removed. Images share it without a lock.
/// </para>
/// </remarks>
public static class FetchPackages
{
    /// <summary>The program's name.</summary>
    public const string Name = "fetch-packages";

    /// <summary>The program.</summary>
    public static ScriptFile Program() => ShellProgram.Of(Name);

    /// <summary>The command line.</summary>
    /// <param name="folder">The folder of this image that <see cref="SectionPackages"/> had.</param>
    /// <param name="cacheFolder">The cache of all images of an architecture, on the same file system; it is made.</param>
    /// <param name="arch">Alpine's name of the architecture.</param>
    public static IReadOnlyList<string> Command(string folder, string cacheFolder, string arch) => [Name, folder, cacheFolder, arch];
}
