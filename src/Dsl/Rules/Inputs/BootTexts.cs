using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Overlay;

namespace Bivouac.Rules.Inputs;

/// <summary>
/// Finds what runs while the system starts with nobody there: init scripts of the overlay, local.d, what services of the definition
/// run, and the shell scripts of the overlay that these name by their absolute paths. What only people call is not among it, and no
/// text whose blocks were not understood.
/// </summary>
internal sealed class BootTexts
{
    private static readonly string[] StartFunctions = ["depend", "start", "start_pre", "start_post"];

    private readonly RuleContext _context;
    private readonly Dictionary<string, BootText> _files = new(StringComparer.Ordinal);
    private readonly List<BootText> _steps = [];

    public BootTexts(RuleContext context)
    {
        _context = context;
        foreach (var item in context.InTheEnd().Where(i => i.IsFile && ShellCode.Is(i)))
        {
            if (InitScript.Is(item.Path) && InitScript.HasShebang(item.Text!.Text)) Add(BootTextKind.InitScript, item, true);
            else if (item.Path.StartsWith("/etc/local.d/", StringComparison.Ordinal) && item.Path.EndsWith(".start", StringComparison.Ordinal)) Add(BootTextKind.Local, item, true);
        }

        for (var i = 0; i < context.Model.DeclaredServices.Count; i++)
            for (var s = 0; s < context.Model.DeclaredServices[i].Steps.Count; s++) Add(context.Model.DeclaredServices[i], ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s), s);
        All = [.. context.Overlay.Items.Where(i => _files.ContainsKey(i.Path) && ReferenceEquals(_files[i.Path].Text.Item, i)).Select(i => _files[i.Path]), .. _steps];
    }

    /// <summary>The texts: those of the overlay in the order of their declarations, then those of services.</summary>
    public IReadOnlyList<BootText> All { get; }

    private void Add(ServiceDeclaration service, string element, int step)
    {
        if (service.Steps[step] is ServiceCommand command)
        {
            var program = new ShellCommand(0, null);
            program.Words.AddRange(new[] { command.Program }.Concat(command.Arguments.Select(a => a.ToString())).Select(w => new ShellWord(0, w, true)));
            var words = new FileText(string.Join(" ", program.Words.Select(w => w.Text)));
            ShellCommand[] commands = [program, .. ShellTexts.Of(program)];
            AddStep(new(BootTextKind.Program, new(element, words, null, "the service '" + service.Name + "'"), new(commands, "", true), commands, Calls(commands, []), false, new HashSet<ShellCommand>()));
        }
        else if (_context.Texts().FirstOrDefault(t => t.Element == element + ".Text") is { } text && ShellCode.Is(text) && ShellCode.Of(text.Text) is { IsWhole: true } code)
        {
            var commands = ShellCalls.Reached(code, []);
            AddStep(new(BootTextKind.Shell, text, code, commands, Calls(commands, code.Commands), false, new HashSet<ShellCommand>()));
        }
    }

    private void AddStep(BootText step)
    {
        _steps.Add(step);
        AddCalled(step);
    }

    private void Add(BootTextKind kind, OverlayItem item, bool isWaitedFor)
    {
        if (_files.TryGetValue(item.Path, out var known) && (known.IsWaitedFor || !isWaitedFor)) return;
        var code = ShellCode.Of(item.Text!);
        if (!code.IsWhole) return;
        var roots = kind == BootTextKind.InitScript ? StartFunctions : [];
        var commands = ShellCalls.Reached(code, roots);
        var waitedFor = isWaitedFor ? ShellCalls.Reached(code, roots, isWaitedFor: true) : [];
        var text = new BootText(known?.Kind ?? kind, new(item.ContentElement, item.Text!, item, item.Name), code, commands, Calls(commands, code.Commands), isWaitedFor, new HashSet<ShellCommand>(waitedFor));
        _files[item.Path] = text;
        AddCalled(text);
    }

    private IReadOnlyList<ShellCommand> Calls(IReadOnlyList<ShellCommand> commands, IReadOnlyList<ShellCommand> all)
    {
        var functions = new HashSet<string?>(all.Select(c => c.Function), StringComparer.Ordinal);
        return [.. commands.Where(c => c.Name.Length > 0 && !functions.Contains(c.Name) && _context.Overlay[c.ProgramPath ?? "/usr/local/bin/" + c.Name] is null)];
    }

    private void AddCalled(BootText text)
    {
        foreach (var command in text.Commands)
            foreach (var (path, isWaitedFor) in ShellCalls.Programs(command, text.Kind == BootTextKind.InitScript ? text.Commands : null))
                if (_context.Overlay[path] is { IsFile: true } item && ShellCode.Is(item)) Add(BootTextKind.Called, item, isWaitedFor && text.WaitedFor.Contains(command));
    }
}
