using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>Prints <c>genapkovl-NAME.sh</c> (contract L3).</summary>
internal static class OverlayScript
{
    /// <summary>Prints the overlay script.</summary>
    public static string Print(LiveCdModel model)
    {
        var writer = new ShellWriter();
        writer.Line("#!/bin/sh");
        writer.Line("# shellcheck disable=SC1003,SC1110,SC1111,SC1112,SC2016 # quoted texts are data of the definition");
        writer.Comment(ScriptSet.OverlayFileName(model.Name) + ": makes the overlay of the live image '" + model.Name + "'. Made by Bivouac; changes here are lost.");
        writer.Comment("mkimage.sh runs it under fakeroot as: " + ScriptSet.OverlayFileName(model.Name) + " HOSTNAME");
        writer.Line();
        writer.Comment("mkimage.sh makes an overlay anew only when this text changes. So this is the hash of all that it is made from.");
        writer.Line(ScriptSet.StampVariable + "=" + ScriptSet.Unstamped);
        writer.Line();
        Prologue(writer, model);
        OverlayFunctions.Print(writer, model);
        writer.Line();
        writer.Comment("What follows from the profile.");
        foreach (var entry in OverlayLayout.Derived(model)) Entry(writer, model, entry);
        if (model.Overlay.Count > 0)
        {
            writer.Line();
            writer.Comment("What the definition declares, in its order.");
            for (var i = 0; i < model.Overlay.Count; i++)
                if (!Brought(writer, model, i)) Entry(writer, model, model.Overlay[i]);
        }

        if (model.RawShell.Any(r => r.Script == RawShellTarget.Overlay))
        {
            writer.Line();
            writer.Comment("What follows may change the umask.");
            writer.Line("odd=1");
        }

        foreach (var raw in model.RawShell.Where(r => r.Script == RawShellTarget.Overlay))
            writer.Line().Comment(raw.Reason).Raw(raw.Text.TrimEnd('\n') + "\n");
        Epilogue(writer);
        return writer.ToString();
    }

    private static void Entry(ShellWriter writer, LiveCdModel model, OverlayEntry entry)
    {
        var path = ShellQuote.Word(entry.Path);
        switch (entry)
        {
            case OverlayText text:
                var call = "makefile " + text.Owner + " " + text.Mode + " " + path;
                if (ShellQuote.HereDocument(text.Content) is { } document) writer.Line(call + " " + document.Redirection).Raw(document.Body);
                else writer.Line("printf %s " + ShellQuote.Word(text.Content) + " | " + call);
                break;
            case OverlayFile file:
                writer.Line("copyfile " + file.Owner + " " + (file.Mode?.ToString() ?? "-") + " " + path + " " + ShellQuote.Word(ScriptSet.FilesFolder + "/" + file.Source));
                break;
            case OverlayTree tree:
                CopyTree(writer, model, tree.Owner, tree.Path, ScriptSet.FilesFolder + "/" + tree.Source);
                break;
            case OverlayLink link when link.Owner == Owner.Root && link.Path.Split('/') is ["", "etc", "runlevels", var runlevel, var service] && link.Target == "/etc/init.d/" + service:
                writer.Line("rc_add " + ShellQuote.Word(service) + " " + ShellQuote.Word(runlevel));
                break;
            case OverlayLink link:
                writer.Line("makelink " + link.Owner + " " + path + " " + ShellQuote.Word(link.Target));
                break;
            case OverlayDirectory directory:
                writer.Line("makedir " + directory.Owner + " " + directory.Mode + " " + path);
                break;
            case OverlayRemoval:
                writer.Line("remove " + path);
                break;
        }
    }

    /// <summary>What a build by the driver puts beside the script.</summary>
    private static bool Brought(ShellWriter writer, LiveCdModel model, int index)
    {
        switch (model.Overlay[index])
        {
            case OverlayDownload download:
                var file = ScriptSet.DownloadsFolder + "/" + download.Download;
                writer.Line("brought download " + ShellQuote.Word(download.Download) + " " + ShellQuote.Word(file));
                writer.Line("copyfile " + download.Owner + " " + download.Mode + " " + ShellQuote.Word(download.Path) + " " + ShellQuote.Word(file));
                return true;
            case OverlayUnpacked unpacked:
                var folder = ScriptSet.UnpackedFolder + "/" + OverlayLayout.UnpackedName(model, index);
                writer.Line("brought 'unpacked download' " + ShellQuote.Word(unpacked.Download) + " " + ShellQuote.Word(folder));
                CopyTree(writer, model, unpacked.Owner, unpacked.Path, folder);
                return true;
            case OverlayStepOutput output:
                var left = ScriptSet.StepsFolder + "/" + output.Step;
                writer.Line("brought 'output of the build step' " + ShellQuote.Word(output.Step) + " " + ShellQuote.Word(left));
                CopyTree(writer, model, output.Owner, output.Path, left);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What root's tree brings into homes from above is their users'.</summary>
    private static void CopyTree(ShellWriter writer, LiveCdModel model, Owner owner, string path, string source) =>
        writer.Line("copytree " + (OverlayLayout.IsUnowned(model, path, owner) ? "-" : owner.ToString()) + " " + ShellQuote.Word(path == "/" ? "" : path) + " " + ShellQuote.Word(source));

    private static void Prologue(ShellWriter writer, LiveCdModel model)
    {
        writer.Lines("""
            set -eu
            umask 022
            export LC_ALL=C

            fail() {
            	echo "${0##*/}: $*" >&2
            	exit 1
            }

            [ "$#" -eq 1 ] || fail "usage: ${0##*/} HOSTNAME"
            [ "$(id -u)" -eq 0 ] || fail "only root can set owners; run it under fakeroot"

            here="$(dirname "$(readlink -f "$0")")"
            archive="$PWD/$1.apkovl.tar.gz"
            """);
        if (VersionKeys.AreUsed(model))
        {
            writer.Line("# shellcheck source=/dev/null");
            writer.Line(". \"$here/VERSIONS\"");
        }

        writer.Lines("""
            : "${SOURCE_DATE_EPOCH:=$(date +%s)}"

            work="$(mktemp -d)"
            tmp="$work/root"
            trap 'rm -rf "$work"' EXIT
            trap 'exit 143' HUP INT TERM
            mkdir "$tmp"
            chown 0:0 "$tmp"
            chmod 00755 "$tmp"
            own="$(id -u):$(id -g)"

            # Access lists of the folder may give what is made other modes than the umask does: then each is set.
            : > "$work/probe"
            mkdir "$work/probes"
            odd=1
            if [ "$(stat -c %a "$work/probe" "$work/probes" | tr '\n' ' ')" = '644 755 ' ]; then odd=; fi

            """);
    }

    private static void Epilogue(ShellWriter writer)
    {
        writer.Line();
        writer.Comment("The archive: sorted, one time for all, owners by number, so that the same content gives the same bytes.");
        writer.Lines("""
            case "$(tar --version 2>&1)" in
            *GNU*) set -- --format=gnu --verbatim-files-from --no-unquote ;;
            *) set -- ;;
            esac
            cd "$tmp"
            find . -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
            find . -mindepth 1 > "$work/found"
            sed 's|^\./\([^-]\)|\1|' "$work/found" | sort > "$work/names"
            tar -c -f "$work/overlay.tar" --numeric-owner --no-recursion "$@" -T "$work/names"
            gzip -9nc "$work/overlay.tar" > "$archive"
            """);
    }
}
