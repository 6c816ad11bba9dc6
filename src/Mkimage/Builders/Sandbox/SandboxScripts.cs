namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>The shell text that runs in fresh namespaces, as process 1, before Alpine's root is entered.</summary>
internal static class SandboxScripts
{
    /// <summary>
    /// Builds the view of the root and runs a command in it:
    /// <c>sh -c TEXT sh MODE ROOT SCRATCH [ACCESS SOURCE TARGET]... -- PROGRAM ARGUMENT...</c>.
    /// MODE <c>keep</c> changes the root itself and becomes the command; MODE <c>files</c> does the same with no device but null, for a command
    /// that only moves files. MODE <c>discard</c> puts an overlay over the root, so
    /// that a cached root never changes and builds can run side by side; its layers and /tmp are in SCRATCH, which is removed
    /// when the command has ended. ACCESS is <c>ro</c> or <c>rw</c>. All mounts end with the namespaces. Its input is the command's.
    /// </summary>
    public const string Enter = """
        set -eu
        umask 022
        mode=$1 root=$2 scratch=$3
        shift 3
        case $mode in
        keep | files)
            mount --bind "$root" "$root"
            cd "$root"
            ;;
        discard)
            rm -rf "$scratch"
            mkdir -p "$scratch/lower" "$scratch/upper" "$scratch/work" "$scratch/root" "$scratch/tmp"
            chmod 755 "$scratch/upper"
            chmod 1777 "$scratch/tmp"
            cd "$scratch"
            mount --bind "$root" lower
            # Relative names: overlay options cannot hold every character of a path. In a user namespace only userxattr lets
            # folders of the root be removed, and without it that fails at run time, not here.
            layers=lowerdir=lower,upperdir=upper,workdir=work
            read -r inside outside count </proc/self/uid_map
            [ "$inside $outside $count" = "0 0 4294967295" ] || layers=$layers,userxattr
            # All of it is thrown away: with volatile (Linux 5.10) no end of a run waits until the disk has everything.
            mount -t overlay -o "$layers,volatile" overlay root 2>/dev/null || mount -t overlay -o "$layers" overlay root 2>/dev/null || {
                echo "bivouac: no overlay file system here; the cached root itself is used" >&2
                mount --bind lower root
            }
            mkdir -p root/tmp
            mount --bind tmp root/tmp
            cd root
            ;;
        esac
        mkdir -p proc dev mnt
        mount -t proc -o nosuid,nodev,noexec proc proc 2>/dev/null || mount --rbind /proc proc
        mount -t tmpfs -o mode=0755,nosuid,size=4m tmpfs dev
        devices=null
        [ "$mode" = files ] || devices='null zero full random urandom tty'
        for device in $devices; do
            : >"dev/$device"
            mount --bind "/dev/$device" "dev/$device"
        done
        [ "$mode" = files ] || {
            mkdir dev/pts dev/shm
            mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
            mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs dev/shm
            ln -s pts/ptmx dev/ptmx
            ln -s /proc/self/fd dev/fd
            ln -s /proc/self/fd/0 dev/stdin
            ln -s /proc/self/fd/1 dev/stdout
            ln -s /proc/self/fd/2 dev/stderr
        }
        while [ "$1" != -- ]; do
            access=$1 source=$2 target=.$3
            shift 3
            if [ -d "$source" ]; then
                mkdir -p "$target"
            else
                mkdir -p "${target%/*}"
                [ -e "$target" ] || : >"$target"
            fi
            mount --bind "$source" "$target"
            [ "$access" = rw ] || mount -o remount,bind,ro "$target"
        done
        shift
        pivot='cd "$1" && shift && pivot_root . mnt && cd / && umount -l /mnt && exec "$@"'
        [ "$mode" = discard ] || exec unshare --mount sh -c "$pivot" sh "$PWD" "$@"

        # Process 1 gets only the signals that it handles; the command gets those to the group by itself.
        signalled=
        trap 'signalled=1' TERM HUP
        exec 3<&0 </dev/null
        unshare --mount sh -c "$pivot" sh "$PWD" "$@" <&3 3<&- &
        child=$!
        exec 3<&-
        while :; do
            signalled=
            code=0
            wait "$child" || code=$?
            if [ -z "$signalled" ] || ! kill -0 "$child" 2>/dev/null; then break; fi
        done
        cd /
        umount -R -l "$scratch/root" "$scratch/lower" 2>/dev/null || true
        rm -rf "$scratch"
        exit "$code"
        """;

    /// <summary>
    /// Unpacks a minirootfs with its owners: <c>sh -c TEXT sh ARCHIVE ROOT</c>. It runs in the user namespace, where there is
    /// one, and in this machine's own root.
    /// </summary>
    public const string Unpack = """
        set -eu
        umask 022
        mkdir "$2"
        exec tar -x -z -p --numeric-owner -f "$1" -C "$2"
        """;

    /// <summary>Removes a folder with what other users of the user namespace own in it: <c>sh -c TEXT sh FOLDER</c>.</summary>
    public const string Remove = """exec rm -rf "$1" """;
}
