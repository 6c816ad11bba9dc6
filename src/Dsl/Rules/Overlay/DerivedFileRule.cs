using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0309: a declaration takes the place of a file that follows from others, and something that these say is lost.</summary>
internal sealed class DerivedFileRule() : ModelRule(
    "BIV0309",
    "Generated file replaced",
    "{0} {1} what {2} says, so {3} would be lost; {4}",
    OverlayCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        var parts = Parts(model).ToArray();
        var paths = new HashSet<string>(parts.Select(p => p.Path), StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in context.Overlay.Items)
        {
            var isRemoval = item.Entry is OverlayRemoval;
            if (!isRemoval && (!paths.Contains(item.Path) || !ReferenceEquals(context.Overlay[item.Path], item))) continue;
            foreach (var derived in parts.Where(p => isRemoval ? OverlayItems.IsIn(p.Path, item.Path) : p.Path == item.Path))
            {
                if (isRemoval && (context.Overlay[derived.Path] is not null || !removed.Add(derived.Path))) continue;
                var lost = isRemoval ? string.Join(", ", derived.All) : derived.Lost(item);
                if (lost.Length == 0) continue;
                yield return At(isRemoval ? item.PathElement : item.NameElement, item.Called(), isRemoval ? "takes away" : "takes the place of", derived.Call, lost, derived.Advice);
                if (isRemoval) break;
            }
        }
    }

    /// <summary>The files with what is declared in each. The default boot services are not declared.</summary>
    private static IEnumerable<DerivedFile> Parts(LiveCdModel model)
    {
        var apks = ImpliedParts.InstalledApks(model).ToArray();
        if (apks.Length > 0) yield return new("/etc/apk/world", ".Apks(...)", apks, (text, n) => Has(text, "^" + Regex.Escape(n) + @"(?![\w.+-])"), "declare packages with .Apks(...) alone");
        if (model.Hostname is { } hostname) yield return new("/etc/hostname", ".Hostname(...)", [hostname], (text, n) => text.Trim() == n, "say the name with .Hostname(...) alone");
        yield return new(OverlayLayout.ReleaseFile, "Bivouac", ["what the image was made from"], null, "leave it out") { IsWhole = true };
        foreach (var settings in ImpliedParts.ConfD(model).GroupBy(c => c.Service, StringComparer.Ordinal))
        {
            var names = settings.Select(s => s.Variable).Distinct().ToArray();
            var call = model.ConfD.Any(c => c.Service == settings.Key) ? ".ConfD(...)" : settings.Key == "ntpd" ? ".Ntp(...)" : ".Ssh(...)";
            yield return new("/etc/conf.d/" + settings.Key, call, names, (text, n) => Has(text, @"^[ \t]*(?:export[ \t]+)?" + Regex.Escape(n) + "="), "put all variables of the service into one of them");
        }

        if (model.Modules.Count > 0) yield return new("/etc/modules-load.d/" + model.Name + ".conf", ".Modules(...)", [.. model.Modules], (text, n) => Has(text.Replace('-', '_'), @"^[ \t]*" + Regex.Escape(n.Replace('-', '_')) + @"(?!\w)"), "name the modules with .Modules(...) alone");
        if (model.Sysctl.Count > 0) yield return new("/etc/sysctl.d/" + model.Name + ".conf", ".Sysctl(...)", [.. model.Sysctl.Select(s => s.Key)], (text, n) => Has(text.Replace('/', '.'), @"^[ \t]*-?" + Regex.Escape(n.Replace('/', '.')) + @"[ \t]*="), "set the parameters with .Sysctl(...) alone");
        foreach (var part in DerivedBootFiles.Of(model)) yield return part;
        foreach (var service in model.Services.Concat(ImpliedParts.Services(model)).Distinct().Where(s => !model.DisabledServices.Contains(s.Service)))
            yield return new(OverlayLayout.RunlevelPath(service), ".Enable(...)", [service.Service], null, "call .Disable(\"" + service.Service + "\") when it must not start");
    }

    internal static bool Has(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline);
}
