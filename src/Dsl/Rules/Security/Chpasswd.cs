using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Security;

/// <summary>What a call of chpasswd sets, when its lines stand in the script.</summary>
internal static class Chpasswd
{
    /// <summary>User, password or hash, and place of each line.</summary>
    /// <param name="command">A command.</param>
    /// <param name="isEncrypted">Whether hashes are asked for (<c>-e</c>), or plain passwords.</param>
    public static IEnumerable<(string User, string Password, int Index)> Of(ShellCommand command, bool isEncrypted)
    {
        if (command.Name != "chpasswd") yield break;
        var options = command.Arguments.Select(a => a.Text).ToArray();
        var encrypted = options.Any(o => o == "--encrypted" || (o.Length > 1 && o[0] == '-' && o[1] != '-' && o.Contains('e')));
        if (encrypted != isEncrypted) yield break;
        foreach (var word in Input(command).Where(w => w.IsLiteral))
        {
            var index = word.Index;
            foreach (var line in word.Text.Replace("\\n", "\n").Split('\n').Select(l => l.Trim()))
                if (line.IndexOf(':') is > 0 and var colon && line.Take(colon).All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
                    yield return (line.Substring(0, colon), line.Substring(colon + 1), index);
        }
    }

    private static IEnumerable<ShellWord> Input(ShellCommand command)
    {
        if (command.Here is { } here) return [here];
        if (command.PipedFrom is not { Name: "echo" or "printf" } source) return [];

        // More than one word may be a format with its values: only the plain form is certain.
        var words = source.Arguments.Where(a => a.Text is not ("-n" or "-e" or "-ne" or "-en")).ToArray();
        return words is [var only] && !only.Text.Contains('%') ? [only] : [];
    }
}
