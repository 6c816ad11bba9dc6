using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Rules.Overlay;

/// <summary>What calls what in shell texts.</summary>
internal static class ShellCalls
{
    private static readonly HashSet<string> Shells = new(["sh", "ash", "bash", "dash", ".", "source"], StringComparer.Ordinal);

    /// <summary>The commands outside of functions, and those of functions that are called from there or by others.</summary>
    /// <param name="code">The text.</param>
    /// <param name="roots">Functions that others call.</param>
    /// <param name="isWaitedFor">Whether to leave out what runs in the background or with a limit of time.</param>
    public static IReadOnlyList<ShellCommand> Reached(ShellCode code, string[] roots, bool isWaitedFor = false)
    {
        var byFunction = code.Commands.ToLookup(c => c.Function, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string?>(new string?[] { null }.Concat(roots));
        while (open.Count > 0)
        {
            var function = open.Dequeue();
            if (function is not null && !reached.Add(function)) continue;
            foreach (var command in byFunction[function])
                if (Counts(command) && command.Name.Length > 0 && !reached.Contains(command.Name) && byFunction.Contains(command.Name)) open.Enqueue(command.Name);
        }

        return [.. code.Commands.Where(c => Counts(c) && (c.Function is not { } function || reached.Contains(function)))];

        bool Counts(ShellCommand command) => !isWaitedFor || !(command.IsInBackground || command.IsLimited);
    }

    /// <summary>
    /// The absolute paths of programs that a command runs: its own, the script of a shell, what start-stop-daemon starts, and the
    /// <c>command</c> of an init script; each with whether its end is waited for without a limit.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="initScript">The commands of the init script that it stands in, or null.</param>
    public static IEnumerable<(string Path, bool IsWaitedFor)> Programs(ShellCommand command, IReadOnlyList<ShellCommand>? initScript)
    {
        var isWaitedFor = !command.IsInBackground && !command.IsLimited;
        var words = command.Arguments.ToArray();
        if (command.ProgramPath is { } path) yield return (path, isWaitedFor);
        if (Shells.Contains(command.Name) && words.FirstOrDefault(w => !w.Text.StartsWith("-", StringComparison.Ordinal)) is { IsLiteral: true } script && IsPath(script.Text) && !command.Has("-c"))
            yield return (script.Text, isWaitedFor);
        if (command.Name is "start-stop-daemon" or "supervise-daemon")
        {
            for (var i = 0; i < words.Length; i++)
            {
                var option = words[i].Text;
                if (option == "--") break;
                var program = option is "--exec" or "-x" or "--startas" or "-a" ? words.ElementAtOrDefault(i + 1) : option.StartsWith("--exec=", StringComparison.Ordinal) ? words[i] with { Text = option.Substring(7) } : null;
                if (program is { IsLiteral: true } && IsPath(program.Text))
                    yield return (program.Text, isWaitedFor && command.Name == "start-stop-daemon" && !command.Has("--background") && !command.Has("-b"));
            }
        }

        if (initScript is null || command.Function is not null) yield break;
        foreach (var (_, value) in command.Assignments.Where(a => a.Name == "command" && a.Value.IsLiteral && IsPath(a.Value.Text)))
        {
            var isWaited = !IsSupervisedOrBackground(initScript);
            yield return (value.Text, isWaited);
            if (Shells.Contains(value.Text.Substring(value.Text.LastIndexOf('/') + 1))
                && initScript.SelectMany(c => c.Assignments).FirstOrDefault(a => a.Name == "command_args") is { Value: { IsLiteral: true } arguments }
                && arguments.Text.Split([' '], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => w[0] != '-') is { } argument && IsPath(argument))
                yield return (argument, isWaited);
        }
    }

    /// <summary>Whether what an init script starts by <c>command</c> stays in the background without its own doing.</summary>
    public static bool IsSupervisedOrBackground(IReadOnlyList<ShellCommand> initScript) =>
        initScript.SelectMany(c => c.Assignments).Any(a => a.Name == "supervisor" || (a.Name == "command_background" && a.Value.Text.ToLowerInvariant() is "yes" or "true" or "1" or "on"));

    private static bool IsPath(string text) => text.Length > 1 && text[0] == '/';
}
