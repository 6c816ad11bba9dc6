using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>Options with a mirror and scripts that are there and empty.</summary>
internal static class LoopbackOptions
{
    public static BuilderOptions In(TestFolder here)
    {
        here.Write("mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "");
        here.Write("aports/scripts/mkimage.sh", "");
        return new BuilderOptions
        {
            Arch = "x86_64",
            Release = "3.20.3",
            Branch = "3.20",
            Mirror = here["mirror"],
            AportsSource = here["aports"],
            CacheDirectory = here["cache"],
        };
    }
}
