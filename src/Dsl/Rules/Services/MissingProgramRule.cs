using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Services;

/// <summary>BIV0506: a service or a terminal runs a program below /usr/local that nothing puts there. Packages do not: abuild refuses it.</summary>
internal sealed class MissingProgramRule() : ModelRule(
    "BIV0506",
    "Program of a service is missing",
    "{0} runs {1}, but {2}, so it fails at boot; {3}",
    ServicesCategory.Name,
    Severity.Warning)
{
    private const string Nothing = "nothing of the overlay is there and packages of Alpine put nothing below /usr/local";

    private const string Advice = "add the program (does a .gitignore leave out 'bin/'?) or correct the path";

    private static readonly Regex Command = new(@"^command=(?:""(?<path>[^""$`\\\n]+)""|'(?<path>[^'\n]+)'|(?<path>[^\s""'$`\\;#]+))", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        if (!context.Overlay.IsComplete || context.Model.Repositories.Count > 0) yield break;
        foreach (var item in context.Overlay.InitScripts)
        {
            if (item.Text is not { } text || Command.Matches(text.Text) is not { Count: 1 } commands) continue;
            var match = commands[0];
            var program = match.Groups["path"].Value;
            if (IsMissing(context.Overlay, program)) yield return At(item.ContentElement, item.Place(match.Index), program, Nothing, Advice);
        }

        foreach (var finding in Declared(context)) yield return finding;
    }

    /// <summary>What services of the definition and terminals run.</summary>
    private IEnumerable<Finding> Declared(RuleContext context)
    {
        for (var i = 0; i < context.Model.DeclaredServices.Count; i++)
        {
            var service = context.Model.DeclaredServices[i];
            for (var s = 0; s < service.Steps.Count; s++)
                if (service.Steps[s] is ServiceCommand command && IsMissing(context.Overlay, command.Program))
                    yield return At(ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s), "the service '" + service.Name + "'", command.Program, Nothing, Advice);
                else if (Interpreter(service.Steps[s]) is { } shell && ShellPackages.Missing(context, shell) is { } package)
                    yield return At(ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s), "the service '" + service.Name + "'", shell, "that is in the package " + package + ", which the image does not have", "add .Apks(\"" + package + "\")").With(Fix.AddCall(".Apks(\"" + package + "\")"));
        }

        for (var i = 0; i < context.Model.Autologins.Count; i++)
            if (context.Model.Autologins[i] is { Program: { } program, Terminal: var terminal } && IsMissing(context.Overlay, program))
                yield return At(ElementPath.Of(ElementPath.Autologins, i, "Program"), terminal, program, Nothing, Advice);
    }

    /// <summary>What a step is run by: its program, or what the first line of its text names.</summary>
    private static string? Interpreter(ServiceStep step) => step switch
    {
        ServiceCommand command => command.Program,
        ServiceShell { Text: var text } when text.StartsWith("#!", StringComparison.Ordinal) => text.Substring(2).TrimStart().Split(' ', '\t', '\r', '\n')[0],
        _ => null,
    };

    private static bool IsMissing(OverlayView overlay, string program) => program.StartsWith("/usr/local/", StringComparison.Ordinal) && !IsThere(overlay, program);

    /// <summary>Whether something is declared at the path, or may be brought there by a build, or a link above it leads elsewhere.</summary>
    private static bool IsThere(OverlayView overlay, string path)
    {
        if (overlay[path] is not null || overlay.MayHold(path)) return true;
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            if (overlay[path.Substring(0, end)]?.Entry is OverlayLink) return true;
        return false;
    }
}
