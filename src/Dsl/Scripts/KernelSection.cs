using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>The part of the profile about kernel, initramfs and modloop.</summary>
internal static class KernelSection
{
    /// <summary>Prints it.</summary>
    public static void Print(ShellWriter writer, LiveCdModel model)
    {
        var inherits = model.Base is not null;
        if (model.Kernels.Count > 0) writer.Words("kernel_flavors", model.Kernels.Select(k => k.Flavor.Name).Distinct());
        else if (!inherits) writer.Set("kernel_flavors", "lts");
        if (model.KernelAddons.Count > 0) writer.Words("kernel_addons", model.KernelAddons, inherits ? "$kernel_addons" : "");
        if (model.BootAddons.Count > 0)
        {
            writer.Words("boot_addons", model.BootAddons.Select(a => a.Name), inherits ? "$boot_addons" : "");
            writer.Words("initrd_ucode", model.BootAddons.Select(a => "/boot/" + a.Name + ".img"), inherits ? "$initrd_ucode" : "");
        }

        PrintCommandLine(writer, model, inherits);
        PrintFeatures(writer, model, inherits);
        if (model.ModloopFirmware.Count > 0) writer.Words("modloopfw", model.ModloopFirmware, inherits ? "$modloopfw" : "");
        if (!inherits) writer.Line("modloop_sign=yes");
        PrintPins(writer, model);
    }

    /// <summary>What goes into <c>kernel_cmdline</c>: the declared parameters, then the serial console's.</summary>
    public static ShellText Parameters(LiveCdModel model)
    {
        var all = new ShellText(0, 0);
        var words = model.CommandLine.Parameters.ToList();
        if (model.SerialConsole is { } serial)
            words.Add("console=tty0 console=" + serial.Device + "," + serial.Baud.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < words.Count; i++) all += i == 0 ? words[i] : new ShellText(" ") + words[i];
        return all;
    }

    private static void PrintCommandLine(ShellWriter writer, LiveCdModel model, bool inherits)
    {
        var line = model.CommandLine;
        if (!inherits || line.Modules.Count > 0)
        {
            var modules = line.Modules.Count > 0 ? line.Modules : new EquatableArray<string>(ProfileDefaults.CommandLineModules);
            writer.Set("initfs_cmdline", "modules=" + string.Join(",", modules) + (line.Quiet ? " quiet" : ""));
        }

        else if (!line.Quiet)
        {
            WordFilter.Print(writer, "initfs_cmdline", ["quiet"]);
        }

        var parameters = Parameters(model);
        var keeps = inherits && !line.Replaces;
        if (parameters.Parts.Count == 0 && keeps) return;
        var value = ShellQuote.Double(parameters);
        writer.Line("kernel_cmdline=" + (keeps ? "\"$kernel_cmdline " + value.Substring(1) : value));
    }

    private static void PrintFeatures(ShellWriter writer, LiveCdModel model, bool inherits)
    {
        var added = model.InitfsFeatures.Select(f => f.Name);
        var removed = model.RemovedInitfsFeatures.Select(f => f.Name).ToArray();
        if (!inherits)
        {
            writer.Words("initfs_features", ProfileDefaults.InitfsFeatures.Concat(added).Except(removed));
            return;
        }

        if (model.InitfsFeatures.Count > 0) writer.Words("initfs_features", added, "$initfs_features");
        if (removed.Length > 0) WordFilter.Print(writer, "initfs_features", removed);
    }

    private static void PrintPins(ShellWriter writer, LiveCdModel model)
    {
        var pinned = model.Kernels.Where(k => k.Version is not null).ToArray();
        if (pinned.Length == 0) return;
        writer.Line();
        writer.Comment("mkimage.sh takes whatever kernel the branch has, so look before anything is built.");
        writer.Lines("""
            bivouac_pin() {
            	_found="$(apk fetch --root "$APKROOT" --simulate "$1" 2>&1)"
            	case " $_found " in
            	*[!a-zA-Z0-9._+-]"$1-$2"[!0-9]*) ;;
            	*) echo "bivouac: $1 must be of version $2, but the repositories answer: $_found" >&2; exit 1 ;;
            	esac
            }
            """);
        foreach (var kernel in pinned) writer.Line("bivouac_pin linux-" + kernel.Flavor.Name + " " + ShellQuote.Double(kernel.Version!));
    }
}
