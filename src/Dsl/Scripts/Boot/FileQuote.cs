using System.Linq;

namespace Bivouac.Scripts.Boot;

/// <summary>
/// Makes shell words for files of the image. They are read at boot, where there is no VERSIONS, so entries of it are put in when the
/// overlay is made; the builders refuse those with a single quote.
/// </summary>
internal static class FileQuote
{
    /// <summary>One shell word, in single quotes unless it is plain.</summary>
    public static ShellText Word(ShellText text) => !text.IsSymbolic && ShellQuote.Word(text) is var word && word[0] != '\'' ? word : Quoted(text);

    /// <summary>One shell word in single quotes.</summary>
    public static ShellText Quoted(ShellText text)
    {
        var quoted = new ShellText("'");
        foreach (var part in text.Parts)
            quoted += part.Key is null ? new ShellText(part.Value.Replace("'", "'\\''")) : new ShellText(new PinnedVersion(part.Key, part.Value));
        return quoted + "'";
    }

    /// <summary>Words with blanks between them.</summary>
    public static ShellText Words(params ShellText[] words) => words.Aggregate((left, right) => left + " " + right);
}
