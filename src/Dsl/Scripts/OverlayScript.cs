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
        writer.Comment(ScriptSet.OverlayFileName(model.Name) + ": makes the overlay of the live image '" + model.Name + "'. Made by Bivouac; changes here are lost.");
        writer.Comment("mkimage.sh runs it under fakeroot as: " + ScriptSet.OverlayFileName(model.Name) + " HOSTNAME");
        writer.Line();
        writer.Comment("mkimage.sh makes an overlay anew only when this text changes. So this is the hash of all that it is made from.");
        writer.Line(ScriptSet.StampVariable + "=" + ScriptSet.Unstamped);
        writer.Line();
        Prologue(writer, model);
        Functions(writer);
        writer.Line();
        writer.Comment("What follows from the profile.");
        foreach (var entry in OverlayLayout.Derived(model)) Entry(writer, entry);
        if (model.Overlay.Count > 0)
        {
            writer.Line();
            writer.Comment("What the definition declares, in its order.");
            foreach (var entry in model.Overlay) Entry(writer, entry);
        }

        foreach (var raw in model.RawShell.Where(r => r.Script == RawShellTarget.Overlay))
            writer.Line().Comment(raw.Reason).Raw(raw.Text.TrimEnd('\n') + "\n");
        Epilogue(writer);
        return writer.ToString();
    }

    private static void Entry(ShellWriter writer, OverlayEntry entry)
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
                writer.Line("copyfile " + file.Owner + " " + (file.Mode?.ToString() ?? "-") + " " + path + " " + ShellQuote.Word(file.Source));
                break;
            case OverlayTree tree:
                writer.Line("copytree " + tree.Owner + " " + ShellQuote.Word(tree.Path == "/" ? "" : tree.Path) + " " + ShellQuote.Word(tree.Source));
                break;
            case OverlayLink link when link.Target == "/etc/init.d/" + link.Path.Split('/').Last() && link.Path.Split('/') is ["", "etc", "runlevels", var runlevel, var service]:
                writer.Line("rc_add " + service + " " + runlevel);
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

    private static void Prologue(ShellWriter writer, LiveCdModel model)
    {
        writer.Lines("""
            set -eu
            umask 022

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

            """);
    }

    private static void Functions(ShellWriter writer) => writer.Lines("""
        # guard PATH: a link above a path would lead out of the overlay.
        guard() {
        	_above="${1%/*}"
        	while [ -n "$_above" ]; do
        		[ ! -L "$tmp$_above" ] || fail "$1 cannot be put there: $_above is a link"
        		_above="${_above%/*}"
        	done
        }

        # parents PATH: makes the folders above a path; below one with the set-group-ID bit they would inherit it and the group.
        parents() {
        	guard "$1"
        	if [ ! -d "$tmp${1%/*}" ]; then
        		parents "${1%/*}"
        		mkdir "$tmp${1%/*}"
        		chown 0:0 "$tmp${1%/*}"
        		chmod 00755 "$tmp${1%/*}"
        	fi
        }

        # makefile OWNER MODE PATH: makes a file of what is read.
        makefile() {
        	parents "$3"
        	rm -f "$tmp$3"
        	cat > "$tmp$3"
        	chown "$1" "$tmp$3"
        	chmod "$2" "$tmp$3"
        }

        # copyfile OWNER MODE PATH SOURCE: copies a staged file; the mode - keeps whether it is executable.
        copyfile() {
        	_mode="$2"
        	if [ "$_mode" = - ]; then
        		_mode=0644
        		[ ! -x "$here/files/$4" ] || _mode=0755
        	fi
        	makefile "$1" "$_mode" "$3" < "$here/files/$4"
        }

        # copytree OWNER PATH SOURCE: copies what is in a staged folder.
        copytree() {
        	[ -d "$here/files/$3" ] || fail "the staged folder files/$3 is missing"
        	(cd "$here/files/$3" && find . -mindepth 1) | LC_ALL=C sort > "$work/tree"
        	while IFS= read -r _name; do
        		_from="$here/files/$3/${_name#./}"
        		_to="$2/${_name#./}"
        		if [ -L "$_from" ]; then
        			makelink "$1" "$_to" "$(readlink "$_from")"
        		elif [ -d "$_from" ]; then
        			if [ -L "$tmp$_to" ] || [ ! -d "$tmp$_to" ]; then makedir "$1" 0755 "$_to"; fi
        		else
        			copyfile "$1" - "$_to" "$3/${_name#./}"
        		fi
        	done < "$work/tree"
        }

        # makelink OWNER PATH TARGET: makes a symbolic link.
        makelink() {
        	parents "$2"
        	rm -f "$tmp$2"
        	ln -s -- "$3" "$tmp$2"
        	chown -h "$1" "$tmp$2"
        }

        # makedir OWNER MODE PATH: makes a folder. With four digits GNU chmod would keep its set-group-ID bit.
        makedir() {
        	parents "$3/"
        	chown "$1" "$tmp$3"
        	chmod "0$2" "$tmp$3"
        }

        # remove PATH: takes back what was put there.
        remove() {
        	guard "$1"
        	rm -rf "${tmp:?}$1"
        }

        # rc_add SERVICE RUNLEVEL: makes a runlevel start a service.
        rc_add() {
        	makelink 0:0 "/etc/runlevels/$2/$1" "/etc/init.d/$1"
        }
        """);

    private static void Epilogue(ShellWriter writer)
    {
        writer.Line();
        writer.Comment("The archive: sorted, one time for all, owners by number, so that the same content gives the same bytes.");
        writer.Lines("""
            case "$(tar --version 2>&1)" in
            *GNU*) set -- --verbatim-files-from --no-unquote ;;
            *) set -- ;;
            esac
            cd "$tmp"
            find . -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
            find . -mindepth 1 | sed 's|^\./\([^-]\)|\1|' | LC_ALL=C sort > "$work/names"
            tar -c -f "$work/overlay.tar" --numeric-owner --no-recursion "$@" -T "$work/names"
            gzip -9nc "$work/overlay.tar" > "$archive"
            """);
    }
}
