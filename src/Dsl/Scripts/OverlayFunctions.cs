using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>The shell functions that <c>genapkovl-NAME.sh</c> puts the overlay together with.</summary>
internal static class OverlayFunctions
{
    /// <summary>Prints those that the image needs.</summary>
    public static void Print(ShellWriter writer, LiveCdModel model)
    {
        OwnerOf(writer, model);
        Places(writer);
        if (model.Overlay.Any(e => e is OverlayDownload or OverlayUnpacked or OverlayStepOutput)) Brought(writer);
    }

    private static void OwnerOf(ShellWriter writer, LiveCdModel model)
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

    private static void Places(ShellWriter writer) => writer.Lines("""
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

    private static void Brought(ShellWriter writer) => writer.Line().Lines("""
        # brought WHAT NAME SOURCE: stops unless a build has put it beside this script.
        brought() {
        	[ -e "$here/$3" ] || fail "the $1 '$2' is not in ${3%/*}/; it comes with a build by the driver"
        }
        """);
}
