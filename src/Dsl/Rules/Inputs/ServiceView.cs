using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Scripts;
using Bivouac.Scripts.Boot;

namespace Bivouac.Rules.Inputs;

/// <summary>The init scripts of an image: those of its overlay and those of the packages that are installed at boot.</summary>
internal sealed class ServiceView
{
    /// <summary>What declarations bring along; no shell and no user comes with it.</summary>
    private static readonly string[] WithoutShells = ["alpine-base", "openssh", "dropbear", "doas", "sudo"];

    private readonly RuleContext _context;
    private readonly HashSet<string> _declared;
    private readonly ISet<string>? _installed;
    private readonly Dictionary<string, InitScript> _generated;

    public ServiceView(RuleContext context)
    {
        _context = context;
        var apks = context.Model.Apks.Where(a => !a.OnMediumOnly).ToArray();
        _declared = new(ImpliedParts.InstalledApks(context.Model), StringComparer.Ordinal) { "alpine-base" };
        _generated = BootFiles.Of(context.Model).Select(f => f.Value).OfType<OverlayText>().Where(f => InitScript.Is(f.Path))
            .ToDictionary(f => InitScript.NameOf(f.Path), f => InitScript.Of(new FileText(f.Content.ToString())), StringComparer.Ordinal);
        var sets = context.Model.Arches.Select(a => context.Packages.Find(context.Model.Branch?.ToString(), ArchNames.Of(a))).ToArray();
        _installed = sets.Length == 0 || sets.Any(s => s is null) ? null : new HashSet<string>(sets.SelectMany(s => s!.Closure(_declared)), StringComparer.Ordinal);
        IsComplete = !ServiceTable.Current.PackagesWith(ServiceTable.Unknown).Any(IsInstalled)
            && context.Overlay.IsComplete && apks.All(a => a.Repository is null) && !context.Model.HasUntaggedRepository();
    }

    /// <summary>Whether every init script is known: nothing comes from repositories other than Alpine's, or from packages whose scripts are not known, and all of the overlay is known.</summary>
    public bool IsComplete { get; }

    /// <summary>The init script that the overlay has, or null.</summary>
    public OverlayItem? ScriptOf(string service) => _context.Overlay["/etc/init.d/" + service];

    /// <summary>All init scripts that are known to be there: those of the overlay that OpenRC reads, of the definition and of installed packages.</summary>
    public IEnumerable<string> ScriptNames =>
        _context.Overlay.InitScripts.Where(i => i.Text is null || InitScript.HasShebang(i.Text.Text)).Select(i => InitScript.NameOf(i.Path))
            .Concat(_generated.Keys)
            .Concat(_declared.Concat(_installed ?? Enumerable.Empty<string>()).Concat(["openrc"]).SelectMany(ServiceTable.Current.ServicesOf).Where(n => ScriptOf(n) is null))
            .Distinct();

    /// <summary>Whether the overlay or an installed package has the init script.</summary>
    public bool IsProvided(string service) =>
        ScriptOf(service) is not null
        || _generated.ContainsKey(service)
        || ServiceTable.Current.PackagesWith(service).Any(IsInstalled);

    /// <summary>Whether an installed init script has the name, or provides it by <c>provide</c>.</summary>
    public bool IsProvidedOrVirtual(string name) =>
        IsProvided(name)
        || _generated.Values.Any(s => s.Provides.Contains(name))
        || ServiceTable.Current.ProvidersOf(name).Any(r => IsProvided(r.Service))
        || _context.Overlay.Final.Any(i => InitScript.Is(i.Path) && i.Text is { } text && InitScript.Of(text).Provides.Contains(name));

    /// <summary>Whether an enabled service has the name, or provides it.</summary>
    public bool IsEnabledOrVirtual(string name) =>
        _context.Model.EnabledServices().Any(s => s.Service == name || ProvidesOf(s.Service).Contains(name));

    /// <summary>What the <c>depend()</c> of a service says; null when its script is not known.</summary>
    public InitScript? ScriptTextOf(string service) =>
        ScriptOf(service) is { } script
            ? script.Text is { } text ? InitScript.Of(text) : null
            : _generated.TryGetValue(service, out var made) ? made
            : (ServiceTable.Current.Find(service).FirstOrDefault(r => _declared.Contains(r.Package)) ?? ServiceTable.Current.Find(service).FirstOrDefault())?.Script;

    /// <summary>Whether the definition makes the init script.</summary>
    public bool IsGenerated(string service) => ScriptOf(service) is null && _generated.ContainsKey(service);

    /// <summary>What a service needs, less what its configuration takes away by <c>rc_need="!name"</c>; null when its script is not known.</summary>
    public IReadOnlyList<string>? NeedsOf(string service)
    {
        var needs = ScriptTextOf(service)?.Needs;
        if (needs is null) return null;
        var configured = ImpliedParts.ConfD(_context.Model).Where(c => c.Service == service && c.Variable == "rc_need").SelectMany(c => DataTable.Words(c.Value.ToString())).ToArray();
        var file = _context.Overlay["/etc/conf.d/" + service]?.Text;
        return needs.Where(n => !configured.Contains("!" + n) && file?.Text.Contains("!" + n) != true).ToArray();
    }

    /// <summary>The installed package that has the init script of a name; null when none is known.</summary>
    public string? PackageOf(string service) =>
        ServiceTable.Current.Find(service).Select(r => r.Package).FirstOrDefault(p => p == "openrc" || IsInstalled(p))
        ?? (ServiceTable.Current.PackagesWith(service).Any(IsInstalled) ? ServiceTable.Current.PackagesToDeclare(service)[0] : null);

    /// <summary>Whether a package is surely not installed: an index says so, or nothing is declared that could depend on it.</summary>
    public bool IsAbsent(string package) => _installed is not null ? !IsInstalled(package) : _declared.All(WithoutShells.Contains);

    private bool IsInstalled(string package) => _declared.Contains(package) || _installed?.Contains(package) == true;

    private IReadOnlyList<string> ProvidesOf(string service) =>
        ScriptOf(service) is { } script
            ? script.Text is { } text ? InitScript.Of(text).Provides : []
            : _generated.TryGetValue(service, out var made) ? made.Provides
            : [.. ServiceTable.Current.Find(service).SelectMany(r => r.Provides)];
}
