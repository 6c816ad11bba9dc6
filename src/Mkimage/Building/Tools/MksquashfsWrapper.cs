using System;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// A program <c>mksquashfs</c> for a folder that is first on PATH, which decides how the modloop is compressed (contract L6).
/// update-kernel appends <c>-comp xz</c> and <c>-Xbcj ARCH</c> to whatever it is told, and mksquashfs refuses two
/// <c>-comp</c>: nothing but another mksquashfs changes it (source: update-kernel of alpine-conf 3.18.1).
/// </summary>
public static class MksquashfsWrapper
{
    /// <summary>The program.</summary>
    /// <param name="compression">
    /// <c>lz4</c> (fastest), <c>zstd</c> (level 3: as fast, a third smaller), or <c>xz</c> (what Alpine does, left as it is:
    /// many times slower, half as large).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is another compression.</exception>
    public static ScriptFile Of(ModloopCompression compression)
    {
        var options = compression switch
        {
            ModloopCompression.Lz4 => "-comp lz4",
            ModloopCompression.Zstd => "-comp zstd -Xcompression-level 3",
            ModloopCompression.Xz => "",
            _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "The modloop is compressed with lz4, zstd or xz."),
        };
        var find = RealProgram.Find(
            "mksquashfs",
            "squashfs-tools",
            $"compresses the modloop with {compression.ToString().ToLowerInvariant()}, whatever update-kernel asks for.");
        const string keep = """
            exec "$real" "$@"

            """;

        // The own options stand before the first other one: mksquashfs takes all that follows -e for names to exclude.
        var replace = """
            left=$#
            placed=
            while [ "$left" -gt 0 ]; do
            	left=$((left - 1))
            	argument=$1
            	shift
            	case $argument in
            	-comp | -Xbcj | -Xdict-size)
            		[ "$left" -gt 0 ] || break
            		left=$((left - 1))
            		shift
            		continue
            		;;
            	-*)
            		[ -n "$placed" ] || set -- "$@" OPTIONS
            		placed=1
            		;;
            	esac
            	set -- "$@" "$argument"
            done
            [ -n "$placed" ] || set -- "$@" OPTIONS
            exec "$real" "$@"

            """.Replace("OPTIONS", options, StringComparison.Ordinal);
        return new("mksquashfs", find + (options.Length == 0 ? keep : replace));
    }
}
