using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>The part of the profile about packages: bare names only, since mkimage's list takes no constraints.</summary>
internal static class PackagesSection
{
    /// <summary>Prints it.</summary>
    public static void Print(ShellWriter writer, LiveCdModel model)
    {
        var inherits = model.Base is not null;
        if (model.RemovedApks.Count > 0 && inherits) WordFilter.Print(writer, "apks", model.RemovedApks);
        var names = model.Apks.Where(a => a.Repository is null).Select(a => a.Name).Concat(ImpliedParts.Apks(model).Select(a => a.Key)).Concat(model.Firmware.Select(f => f.Name)).Distinct();
        if (!inherits) writer.Words("apks", new[] { "alpine-base" }.Concat(names).Distinct());
        else if (names.Any()) writer.Words("apks", names, "$apks");
        PrintTagged(writer, model);
    }

    /// <summary>
    /// mkimage.sh cannot take a package from a tagged repository, so its apks section is done here with one more step. The
    /// dependencies come from the default repositories: a second version of the C library on the medium would win at boot.
    /// </summary>
    private static void PrintTagged(ShellWriter writer, LiveCdModel model)
    {
        var tagged = model.Apks.Where(a => a.Repository is not null).ToArray();
        foreach (var key in model.Repositories.Where(r => r.Key is not null))
            writer.Line("cp \"$HOME/.mkimage/" + ScriptSet.FilesFolder + "\"/" + ShellQuote.Word(key.Key!) + " \"$APKROOT/etc/apk/keys/\" || exit 1");
        if (tagged.Length == 0) return;
        writer.Line();
        writer.Comment("Packages of tagged repositories, without their dependencies.");
        writer.Line("bivouac_tagged() {");
        writer.Indented(body =>
        {
            foreach (var repository in model.Repositories.Where(r => r.Tag is not null))
            {
                var names = tagged.Where(a => a.Repository == repository.Tag).Select(a => a.Name).ToArray();
                if (names.Length > 0)
                    body.Line("apk fetch --root \"$APKROOT\" --repository " + ShellQuote.Double(repository.Url) + " \"$@\" " + string.Join(" ", names) + " || return 1");
            }
        });
        writer.Line("}");
        writer.Lines("""
            section_apks() {
            	build_section apks "$ARCH" "$({
            		apk fetch --root "$APKROOT" --simulate --recursive $apks
            		bivouac_tagged --simulate
            	} | sort | checksum)"
            }
            build_apks() {
            	_archdir="$DESTDIR/apks/$ARCH"
            	mkdir -p "$_archdir"
            	apk fetch --root "$APKROOT" --link --recursive --output "$_archdir" $apks || return 1
            	bivouac_tagged --link --output "$_archdir" || return 1
            	apk index --root "$APKROOT" --description "$RELEASE" --rewrite-arch "$ARCH" \
            		--output "$_archdir/APKINDEX.tar.gz" "$_archdir"/*.apk || return 1
            	abuild-sign "$_archdir/APKINDEX.tar.gz" || return 1
            	touch "$DESTDIR/apks/.boot_repository"
            }
            """);
    }
}
