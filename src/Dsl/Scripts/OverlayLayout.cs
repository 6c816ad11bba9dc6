using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts.Boot;

namespace Bivouac.Scripts;

/// <summary>
/// Everything that the overlay holds, in the order in which it is made: what follows from the model (host name, world,
/// runlevels ...) first, then what is declared, so that a declaration wins.
/// </summary>
public static class OverlayLayout
{
    /// <summary>The file that says what an image was made from.</summary>
    public const string ReleaseFile = "/etc/bivouac-release";

    /// <summary>The entries.</summary>
    /// <param name="model">The image.</param>
    public static IReadOnlyList<OverlayEntry> Of(LiveCdModel model) => [.. Derived(model), .. model.Overlay];

    /// <summary>
    /// The folder of <c>unpacked/</c> that an entry is copied from: <c>NAME</c>, and when the definition unpacks the download
    /// several times, <c>NAME+2</c>, <c>NAME+3</c> and so on for the later ones.
    /// </summary>
    /// <param name="model">The image.</param>
    /// <param name="index">The entry's place in <see cref="LiveCdModel.Overlay"/>, an <see cref="OverlayUnpacked"/>.</param>
    /// <exception cref="ArgumentException">There is none at that place.</exception>
    public static string UnpackedName(LiveCdModel model, int index)
    {
        if (index < 0 || index >= model.Overlay.Count || model.Overlay[index] is not OverlayUnpacked unpacked)
            throw new ArgumentException(FormattableString.Invariant($"nothing is unpacked by the entry {index} of the overlay; give the place of an OverlayUnpacked"), nameof(index));
        var number = 1 + model.Overlay.Take(index).OfType<OverlayUnpacked>().Count(u => u.Download == unpacked.Download);
        return number == 1 ? unpacked.Download : FormattableString.Invariant($"{unpacked.Download}+{number}");
    }

    /// <summary>The owner of what has none declared, a folder above a file for example: in the home of a user the user, else root.</summary>
    internal static Owner OwnerOf(LiveCdModel model, string path) => model.Users.FirstOrDefault(u => u.HasAtHome(path))?.Owner ?? Owner.Root;

    /// <summary>Whether what a tree brings has no owner of its own: what root's brings into homes from above is their users'.</summary>
    internal static bool IsUnowned(LiveCdModel model, string path, Owner owner) =>
        model.Users.Count > 0 && owner == Owner.Root && !model.Users.Any(u => u.HasAtHome(path));

    /// <summary>The entries that follow from the model.</summary>
    /// <param name="model">The image.</param>
    internal static IEnumerable<OverlayEntry> Derived(LiveCdModel model)
    {
        if (model.Hostname is { } hostname) yield return Text("/etc/hostname", hostname + "\n");
        yield return Text("/etc/apk/world", WorldFile.Text(model));
        yield return Text(ReleaseFile, new ShellText("PROFILE=" + model.Name + "\nCONTENT_SHA256=") + new PinnedVersion(ScriptSet.StampVariable, ScriptSet.Unstamped) + "\n");
        foreach (var file in BootFiles.Of(model)) yield return file.Value;
        foreach (var service in model.EnabledServices())
            yield return new OverlayLink(RunlevelPath(service), "/etc/init.d/" + service.Service, Owner.Root);
        foreach (var settings in ImpliedParts.ConfD(model).GroupBy(c => c.Service, StringComparer.Ordinal))
            yield return Text("/etc/conf.d/" + settings.Key, settings.Aggregate(new ShellText(0, 0), (text, s) => text + s.Variable + "=" + FileQuote.Quoted(s.Value) + "\n"));
        if (model.Modules.Count > 0) yield return Text("/etc/modules-load.d/" + model.Name + ".conf", string.Concat(model.Modules.Select(m => m + "\n")));
        if (model.Sysctl.Count > 0) yield return Text("/etc/sysctl.d/" + model.Name + ".conf", string.Concat(model.Sysctl.Select(s => s.Key + " = " + s.Value + "\n")));
    }

    /// <summary>The link that makes a runlevel start a service.</summary>
    internal static string RunlevelPath(ServiceEnablement service) => "/etc/runlevels/" + service.Runlevel.Name + "/" + service.Service;

    private static OverlayText Text(string path, ShellText content) => new(path, content, Mode.ReadableByAll, Owner.Root);
}
