using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Apks;

/// <summary>The firmware that a definition chooses, and what the drivers that it names ask for.</summary>
internal sealed class FirmwareView
{
    /// <summary>The package with nothing in it.</summary>
    public const string None = "linux-firmware-none";

    /// <summary>What each of the packages provides: any of them may come.</summary>
    private const string Any = "linux-firmware-any";

    /// <summary>The package that depends on all others.</summary>
    public const string All = "linux-firmware";

    private static readonly Lazy<ILookup<string, string[]>> Table = new(() => DataTable.Load("nic-firmware.tsv").ByFirst());

    /// <summary>Which firmware packages bring others with them (main/linux-firmware of aports): counted where no index says it.</summary>
    private static readonly Dictionary<string, string[]> Brings = new(StringComparer.Ordinal)
    {
        ["linux-firmware-other"] = ["linux-firmware-go7007", "linux-firmware-mediatek", "linux-firmware-qcom", "linux-firmware-ath10k"],
        ["linux-firmware-qcom"] = ["linux-firmware-ath10k"],
        ["linux-firmware-libertas"] = ["linux-firmware-mrvl"],
        ["linux-firmware-brcm"] = ["linux-firmware-cypress"],
    };

    public FirmwareView(RuleContext context)
    {
        var model = context.Model;
        IsKnown = UsesFirmware(model) && model.Apks.All(a => a.Name != Any) && !model.RawShell.Any(r => r.Script == RawShellTarget.Profile && r.Text.Contains("firmware"));
        Declared = [.. model.Firmware.Select(f => f.Name), .. model.Apks.Select(a => a.Name).Where(Is)];
        Installed = [.. model.Apks.Where(a => !a.OnMediumOnly && IsOfLinuxFirmware(a.Name)).Select(a => a.Name)];
        OnMedium = Closure(context, model.Firmware.Select(f => f.Name).Concat(model.Apks.Select(a => a.Name)));
        AtBoot = Closure(context, model.Apks.Where(a => !a.OnMediumOnly).Select(a => a.Name));
    }

    /// <summary>Whether all firmware of the medium is that of the definition, and it has a kernel whose package leaves the choice.</summary>
    public bool IsKnown { get; }

    /// <summary>The firmware packages that the definition names.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>Whether firmware of linux-firmware is chosen by type.</summary>
    public bool IsChosen => Declared.Any(f => f != None && f.StartsWith(All, StringComparison.Ordinal));

    /// <summary>Those of them that are installed at boot: then the service modloop does not link its own firmware.</summary>
    public IReadOnlyList<string> Installed { get; }

    /// <summary>What is on the medium, with what the packages bring.</summary>
    public ISet<string> OnMedium { get; }

    /// <summary>What is installed at boot, with what the packages bring.</summary>
    public ISet<string> AtBoot { get; }

    /// <summary>The modules that the definition loads, with their elements.</summary>
    public static IEnumerable<(string Element, string Name)> Modules(LiveCdModel model) =>
        model.Modules.Select((m, i) => (ElementPath.Of(ElementPath.Modules, i), m)).Concat(model.CommandLine.Modules.Select((m, i) => (ElementPath.Of(ElementPath.CommandLineModules, i), m)));

    /// <summary>The packages with the firmware that a network driver asks for, of which one has it; none for other modules.</summary>
    public static IReadOnlyList<string> PackagesFor(string module) => Table.Value[module.Replace('-', '_')].Select(r => DataTable.Words(r[1])).FirstOrDefault() ?? [];

    /// <summary>How a definition names a firmware package.</summary>
    public static string Expression(string package) => LanguageNames<Firmware>.Expression(package);

    /// <summary>Whether a package has a part of linux-firmware: neither all of it nor nothing.</summary>
    public static bool IsOfLinuxFirmware(string package) => package != None && package != Any && package.StartsWith(All + "-", StringComparison.Ordinal);

    private static bool Is(string package) => package == All || package.StartsWith(All + "-", StringComparison.Ordinal) || package.EndsWith("-firmware", StringComparison.Ordinal);

    /// <summary>
    /// The packages linux-virt and linux-rpi depend on no firmware or on their own. Of the base profiles, extended has all of
    /// linux-firmware, base and standard have none; others are not known.
    /// </summary>
    private static bool UsesFirmware(LiveCdModel model) =>
        model.Base?.Name is null or "base" or "standard"
        && (model.Kernels.Count == 0 || model.Kernels.All(k => k.Flavor.Name is not ("virt" or "rpi")));

    private static HashSet<string> Closure(RuleContext context, IEnumerable<string> names)
    {
        var all = new HashSet<string>(names, StringComparer.Ordinal);
        var indexes = BranchPackages.Of(context);
        all.UnionWith((indexes.Count > 0 ? indexes.SelectMany(x => x.Packages.Closure(all)) : all.SelectMany(n => Brings.TryGetValue(n, out var others) ? others : [])).ToArray());
        return all;
    }
}
