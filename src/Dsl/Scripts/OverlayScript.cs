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
        Homes(writer, model);
        Functions(writer);
        if (model.Overlay.Any(e => e is OverlayDownload or OverlayUnpacked or OverlayStepOutput)) BroughtFunction(writer);
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

    private static void BroughtFunction(ShellWriter writer) => writer.Line().Lines("""
        # brought WHAT NAME SOURCE: stops unless a build has put it beside this script.
        brought() {
        	[ -e "$here/$3" ] || fail "the $1 '$2' is not in ${3%/*}/; it comes with a build by the driver"
        }
        """);

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

    private static void Homes(ShellWriter writer, LiveCdModel model)
    {
        writer.Comment("owner_of PATH: sets owner to that of what has none declared: in a user's home the user.");
        writer.Line("owner_of() {");
        writer.Indented(body =>
        {
            if (model.Users.Count == 0)
            {
                body.Line("owner=0:0");
                return;
            }

            body.Line("case \"$1\" in");
            foreach (var user in model.Users) body.Line(user.Home + " | " + user.Home + "/*) owner=" + user.Owner + " ;;");
            body.Line("*) owner=0:0 ;;").Line("esac");
        });
        writer.Line("}").Line();
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

        # settle OWNER MODE PATH MADE: gives what was just made its owner and mode, unless it was made with them (MADE is its mode). In a
        # setgid folder it never was. The mode - is that of a link.
        settle() {
        	_odd="$odd"
        	[ ! -g "$tmp${3%/*}" ] || _odd=1
        	if [ "$1" != "$own" ] || [ -n "$_odd" ]; then chown -h "$1" "$tmp$3"; fi
        	[ "$2" != - ] || return 0
        	if [ "$2" != "$4" ] || [ -n "$_odd" ]; then chmod "0$2" "$tmp$3"; fi
        }

        # newdir PATH: makes a folder. (chmod of GNU clears no setgid bit without a fifth digit.)
        newdir() {
        	[ ! -e "$tmp$1" ] || fail "$1 cannot be a folder: it is a file already; remove it first"
        	mkdir "$tmp$1"
        	owner_of "$1"
        	settle "$owner" 0755 "$1" 0755
        }

        # parents PATH: makes the folders above a path.
        parents() {
        	guard "$1"
        	[ ! -d "$tmp${1%/*}" ] || return 0
        	_rest="${1#/}"
        	_dir=
        	while [ "$_rest" != "${_rest#*/}" ]; do
        		_dir="$_dir/${_rest%%/*}"
        		_rest="${_rest#*/}"
        		[ -d "$tmp$_dir" ] || newdir "$_dir"
        	done
        }

        # clear PATH: makes room for a file or link.
        clear() {
        	parents "$1"
        	[ -L "$tmp$1" ] || [ ! -d "$tmp$1" ] || fail "$1 cannot be a file or link: it is a folder already; remove it first"
        	if [ -L "$tmp$1" ] || [ -e "$tmp$1" ]; then rm -f "$tmp$1"; fi
        }

        # makefile OWNER MODE PATH: makes a file of what is read.
        makefile() {
        	clear "$3"
        	cat > "$tmp$3"
        	settle "$1" "$2" "$3" 0644
        }

        # copyfile OWNER MODE PATH SOURCE: copies a file that lies beside this script; the mode - keeps whether it is executable.
        copyfile() {
        	_mode="$2"
        	if [ "$_mode" = - ]; then
        		_mode=0644
        		[ ! -x "$here/$4" ] || _mode=0755
        	fi
        	makefile "$1" "$_mode" "$3" < "$here/$4"
        }

        # copytree OWNER PATH SOURCE: copies what is in a folder that lies beside this script; the owner - is root, in homes their users.
        copytree() {
        	[ -d "$here/$3" ] || fail "the staged folder $3 is missing"
        	_owner="$1"
        	[ "$1" != - ] || _owner=0:0
        	[ -z "$2" ] || keepdir "$_owner" "$2"
        	(cd "$here/$3" && find . -mindepth 1) > "$work/found"
        	sort "$work/found" > "$work/tree"
        	while IFS= read -r _name; do
        		_from="$here/$3/${_name#./}"
        		_to="$2/${_name#./}"
        		if [ "$1" = - ]; then
        			owner_of "$_to"
        			_owner="$owner"
        		fi
        		if [ -L "$_from" ]; then
        			makelink "$_owner" "$_to" "$(readlink "$_from")"
        		elif [ -d "$_from" ]; then
        			keepdir "$_owner" "$_to"
        		elif [ -f "$_from" ]; then
        			copyfile "$_owner" - "$_to" "$3/${_name#./}"
        		else
        			fail "$3/${_name#./} is neither a file nor a folder nor a link"
        		fi
        	done < "$work/tree"
        }

        # makelink OWNER PATH TARGET: makes a symbolic link.
        makelink() {
        	clear "$2"
        	ln -s -- "$3" "$tmp$2"
        	settle "$1" - "$2" -
        }

        # makedir OWNER MODE PATH: makes a folder, or changes it.
        makedir() {
        	if [ ! -d "$tmp$3" ]; then
        		parents "$3/"
        		[ "$1 $2" != "$owner 0755" ] || return 0
        	fi
        	guard "$3/"
        	chown "$1" "$tmp$3"
        	chmod "0$2" "$tmp$3"
        }

        # keepdir OWNER PATH: makes a folder unless it is there.
        keepdir() {
        	guard "$2/"
        	[ -d "$tmp$2" ] || makedir "$1" 0755 "$2"
        }

        # remove PATH: takes back what was put there.
        remove() {
        	guard "$1"
        	if [ -L "$tmp$1" ] || [ -e "$tmp$1" ]; then rm -rf "${tmp:?}$1"; fi
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
