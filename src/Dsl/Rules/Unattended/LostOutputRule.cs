using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0807: what a program of an init script says in the background is lost (contract U4).</summary>
internal sealed class LostOutputRule() : ModelRule(
    "BIV0807",
    "Output is lost",
    "{0} runs {1} in the background without a log, so what it says is lost; set output_log and error_log (or output_logger), or declare it with .Service(...)",
    UnattendedCategory.Name,
    Severity.Info)
{
    private static readonly Regex Log = new(@"\b(?:output_log|error_log|output_logger|error_logger)\b|--std(?:out|err)\b|--(?:stdout|stderr)-logger\b|\blogger\b|\bsyslog\b|--log\w*\b", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var text in context.BootTexts.Where(t => t.Kind == BootTextKind.InitScript))
        {
            var item = text.Text.Item!;
            var service = InitScript.NameOf(item.Path);
            if (Log.IsMatch(text.Code.WithoutComments) || IsConfigured(context, service) || Lost(context, text) is not var (command, what)) continue;
            yield return At(text.Element, text.Where(command), what);
        }
    }

    private static (ShellCommand Command, string What)? Lost(RuleContext context, BootText text)
    {
        if (ShellCalls.IsSupervisedOrBackground(text.Commands))
        {
            var (command, program) = text.Commands.SelectMany(c => c.Assignments.Select(a => (Command: c, a))).Where(x => x.a.Name == "command" && x.Command.Function is null)
                .Select(x => (x.Command, x.a.Value)).FirstOrDefault();
            return command is not null && program.IsLiteral && !Logs(context, program.Text) ? (command, program.Text) : null;
        }

        var lost = text.Commands.FirstOrDefault(c => IsLost(c) && (c.ProgramPath is not { } path || !Logs(context, path)));
        return lost is null ? null : (lost, lost.Name);
    }

    /// <summary>Whether a command is put into the background, and neither it nor what it stands in says where its output goes.</summary>
    private static bool IsLost(ShellCommand command)
    {
        if (command.Redirections.Count > 0 || command.Block?.AndOuter().Any(b => b.Closing?.Redirections.Count > 0 || b.Kind == ShellBlockKind.Substitution) == true) return false;
        if (command.Name == "start-stop-daemon")
            return (command.Has("--background") || command.Has("-b")) && !command.Has("--stop") && !command.Has("-K") && !command.Has("-1") && !command.Has("-2") && command.Arguments.All(a => a.IsLiteral || a.Text.Length > 2);
        return command.IsDetached && command.ProgramPath is not null;
    }

    /// <summary>Whether a program is a script that keeps its own log, as far as is known.</summary>
    private static bool Logs(RuleContext context, string program) =>
        context.Overlay[program]?.Text is { } script && (Log.IsMatch(script.Text) || script.Text.Contains(">"));

    private static bool IsConfigured(RuleContext context, string service) =>
        ImpliedParts.ConfD(context.Model).Any(c => c.Service == service && (Log.IsMatch(c.Variable) || Log.IsMatch(c.Value.ToString())))
        || (context.Overlay["/etc/conf.d/" + service] is { } file && (file.Text is not { } text || Log.IsMatch(text.Text)));
}
