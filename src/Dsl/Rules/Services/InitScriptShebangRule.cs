using System.Collections.Generic;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Services;

/// <summary>BIV0502: an init script of the overlay does not begin as OpenRC expects.</summary>
internal sealed class InitScriptShebangRule() : ModelRule(
    "BIV0502",
    "Init script is not OpenRC's",
    "the init script {0} begins with '{1}', so OpenRC reads no depend() from it and does not know the service; begin it with #!/sbin/openrc-run",
    ServicesCategory.Name,
    Severity.Warning)
{
    private const int MaxShown = 40;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var item in context.Overlay.InitScripts)
            if (item.Text is { } text && !InitScript.HasShebang(text.Text)) yield return At(item.ContentElement, item.Name, FirstLine(text.Text));
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].TrimEnd('\r');
        return line.Length <= MaxShown ? line : line.Substring(0, MaxShown) + "...";
    }
}
