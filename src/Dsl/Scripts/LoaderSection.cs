using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>The part of the profile about syslinux, GRUB and the volume id.</summary>
internal static class LoaderSection
{
    /// <summary>Prints it.</summary>
    public static void Print(ShellWriter writer, LiveCdModel model)
    {
        var inherits = model.Base is not null;
        writer.Line();
        if (model.SyslinuxTimeoutTenths is { } tenths) writer.Set("syslinux_timeout", tenths.ToString(CultureInfo.InvariantCulture));
        if (model.SerialConsole is { } serial)
            writer.Set("syslinux_serial", string.Format(CultureInfo.InvariantCulture, "{0} {1}", serial.Port, serial.Baud));
        PrintGrubModules(writer, model, inherits);
        if (model.GrubTimeoutSeconds is not null || model.SerialConsole is not null) PrintGrubConfig(writer, model);
        if (model.VolumeLabel is { } label) PrintVolumeId(writer, label);
    }

    private static void PrintGrubModules(ShellWriter writer, LiveCdModel model, bool inherits)
    {
        var added = model.GrubModules.Select(m => m.Name);
        if (model.SerialConsole is not null) added = added.Concat([GrubModule.Serial.Name, GrubModule.Terminal.Name]);
        if (!inherits) writer.Words("grub_mod", ProfileDefaults.GrubModules.Concat(added).Distinct());
        else if (added.Any()) writer.Words("grub_mod", added.Distinct(), "$grub_mod");
    }

    /// <summary>mkimage.sh writes a fixed timeout and no serial terminal, so its function is replaced.</summary>
    private static void PrintGrubConfig(ShellWriter writer, LiveCdModel model)
    {
        writer.Line();
        writer.Comment("Alpine's own function knows neither a timeout nor a serial terminal.");
        writer.Line("grub_gen_config() {");
        writer.Indented(body =>
        {
            body.Line("echo \"set timeout=" + (model.GrubTimeoutSeconds ?? 1).ToString(CultureInfo.InvariantCulture) + "\"");
            if (model.SerialConsole is { } serial)
            {
                body.Line(string.Format(CultureInfo.InvariantCulture, "echo \"serial --unit={0} --speed={1}\"", serial.Port, serial.Baud));
                body.Line("echo \"terminal_input console serial\"");
                body.Line("echo \"terminal_output console serial\"");
            }

            body.Lines("""
                for _flavor in $kernel_flavors; do
                	_initrd="/boot/initramfs-$_flavor"
                	for _microcode in $initrd_ucode; do _initrd="$_microcode $_initrd"; done
                	printf '\nmenuentry "Linux %s" {\n' "$_flavor"
                	printf '\tlinux\t/boot/vmlinuz-%s %s\n' "$_flavor" "$initfs_cmdline $kernel_cmdline"
                	printf '\tinitrd\t%s\n}\n' "$_initrd"
                done
                """);
        });
        writer.Line("}");
    }

    /// <summary>The id is what GRUB looks for, so both come from the one function that mkimage.sh asks.</summary>
    private static void PrintVolumeId(ShellWriter writer, string label)
    {
        writer.Line();
        writer.Line("gen_volid() {");
        writer.Indented(body => body.Line("printf '%s' " + ShellQuote.Double(label)));
        writer.Line("}");
    }
}
