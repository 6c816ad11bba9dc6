using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary><c>/etc/apk/world</c>: what is installed at boot, with constraints.</summary>
public static class WorldFile
{
    /// <summary>The lines in ordinal order, each package once.</summary>
    /// <param name="model">The image.</param>
    public static IReadOnlyList<ShellText> Lines(LiveCdModel model) =>
        model.Apks.Where(a => !a.OnMediumOnly)
            .Select(a => a.Constraint is { } c ? new ShellText(a.Name + c.Operator) + c.Version : new ShellText(a.Name))
            .Concat(ImpliedParts.Apks(model).Where(i => !model.Apks.Any(a => a.Name == i.Key && !a.OnMediumOnly)).Select(i => new ShellText(i.Key)))
            .Concat([new ShellText("alpine-base")])
            .Distinct()
            .OrderBy(l => l.ToString(), System.StringComparer.Ordinal)
            .ToArray();

    /// <summary>The file's text.</summary>
    internal static ShellText Text(LiveCdModel model) =>
        Lines(model).Aggregate(new ShellText(0, 0), (text, line) => text + line + "\n");
}
