using System.Collections.Generic;

namespace Bivouac.Scripts;

/// <summary>Takes words out of a list that only mkimage.sh knows, since a base profile declares it.</summary>
internal static class WordFilter
{
    /// <summary>Prints it.</summary>
    public static void Print(ShellWriter writer, string variable, IReadOnlyCollection<string> words)
    {
        writer.Lines($$"""
            _kept=
            for _word in ${{variable}}; do
            	case "$_word" in
            	{{string.Join(" | ", words)}}) ;;
            	*) _kept="$_kept $_word" ;;
            	esac
            done
            {{variable}}="${_kept# }"
            """);
    }
}
