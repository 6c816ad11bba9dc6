namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>
/// The shell text that does with the runs of a far side what <see cref="LocalRuns"/> does here. Everything that is asked of
/// the far side is a POSIX shell, /proc, and cat, cut, dd, ln, mkdir, mv, rm, setsid, sleep: busybox has them.
/// Each text is run as <c>sh -c TEXT sh RUN_FOLDER ...</c>.
/// </summary>
internal static class ShellRunScripts
{
    /// <summary>The run's process file is not there, or there is no such run.</summary>
    public const int NoSuchRun = 44;

    /// <summary>The supervisor wrote nothing.</summary>
    public const int NotStarted = 45;

    /// <summary>Processes are there after a KILL.</summary>
    public const int NotEnded = 46;

    /// <summary>There is no setsid(1).</summary>
    public const int NoSetsid = 47;

    // ${stat##*) }: the second field is the program's name in parentheses, which may itself hold spaces, parentheses and line
    // feeds. Of what follows it, 1 is the state, 3 the group and 20 the start time (proc(5)).
    private const string Functions = """
        read_stat() {
            stat=
            while read -r line || [ -n "$line" ]; do
                stat="$stat $line"
            done <"/proc/$1/stat"
            [ -n "$stat" ] || return 1
            set -f
            # shellcheck disable=SC2086 # the fields
            set -- ${stat##*) }
            set +f
            # shellcheck disable=SC2034 # not every text asks for the group
            state=$1 group=$3 started=${20}
        } 2>/dev/null
        is_dead() {
            [ "$state" = Z ] || [ "$state" = X ]
        }
        read_process() {
            read -r leader start boot <"$1/process" && [ "${leader:-0}" -gt 1 ] || return 1
            read -r now </proc/sys/kernel/random/boot_id
        } 2>/dev/null
        is_alive() {
            read_process "$1" && [ "$boot" = "$now" ] && read_stat "$leader" && ! is_dead && [ "$started" = "$start" ]
        }

        """;

    private const string GroupFunctions = Functions + """
        # Its number may be another's by now: then the group has gone, since a group keeps its number taken.
        is_group_alive() {
            if ! read_process "$1" || [ "$boot" != "$now" ]; then return 1; fi
            if read_stat "$leader" && [ "$started" != "$start" ]; then return 1; fi
            for folder in /proc/[0-9]*; do
                if read_stat "${folder#/proc/}" && ! is_dead && [ "$group" = "$leader" ]; then return 0; fi
            done
            return 1
        }

        """;

    /// <summary>
    /// Starts a run: <c>RUN_FOLDER SUPERVISOR PROGRAM ARGUMENT...</c>, with its variables as input. It may be sent again when the
    /// answer was lost. The far side may end the connection with the last holder of its streams, so the run has none of them.
    /// </summary>
    public const string Start = """
        umask 022
        command -v setsid >/dev/null || exit 47
        run=$1
        supervisor=$2
        shift 2
        # All of them, before anything is started: the connection may break. A substitution drops line feeds at the end.
        variables=$(cat && echo .)
        variables=${variables%.}
        case $variables in
        *'# whole
        ') ;;
        *) exit 48 ;;
        esac
        mkdir -p "$run" || exit
        if ! [ -e "$run/process" ]; then
            # printf is the shell's own: nothing of it is an argument of a process.
            printf '%s' "$variables" 2>/dev/null | setsid /bin/sh -c "$supervisor" sh "$run" "$@" >>"$run/log" 2>&1 &
        fi
        left=200
        until [ -e "$run/process" ]; do
            [ "$left" -gt 0 ] || exit 45
            left=$((left - 1))
            sleep 0.05
        done
        """;

    /// <summary>Prints the ids of the runs: <c>FOLDER_OF_ALL_RUNS</c>.</summary>
    public const string List = """
        [ -d "$1" ] || exit 0
        cd "$1" || exit
        for run in *; do
            [ ! -f "$run/process" ] || printf '%s\n' "$run"
        done
        """;

    /// <summary>
    /// Prints <c>running</c>, <c>ended CODE</c>, <c>restarted</c> or <c>lost</c>: <c>RUN_FOLDER</c>. Liveness is asked first: a
    /// run that ends in between has its exit code by the second look.
    /// </summary>
    public const string State = Functions + """
        alive=
        ! is_alive "$1" || alive=1
        if read -r code 2>/dev/null <"$1/exit" && [ -n "$code" ]; then
            echo "ended $code"
        elif [ -n "$alive" ]; then
            echo running
        elif [ -n "${boot-}" ] && [ "$boot" != "$now" ]; then
            echo restarted
        else
            echo lost
        fi
        """;

    /// <summary>
    /// Writes the log from an offset on until the run has ended and everything is written: <c>RUN_FOLDER OFFSET</c>. Ends
    /// when its input does, which is when nobody listens any more.
    /// </summary>
    public const string Follow = Functions + """
        exec 4<&0 </dev/null
        [ -f "$1/log" ] || exit 44
        { cat <&4 >/dev/null; kill "$$"; } >/dev/null 2>&1 &
        watch=$!
        exec 3<"$1/log"
        # The descriptor's place is shared with its children: each cat goes on where the last one stopped.
        [ "$2" -eq 0 ] || dd bs=1 count=0 skip="$2" <&3 2>/dev/null
        pause=0.05
        last=
        while :; do
            # Asked before the reading: what was written until then is read below.
            running=
            ! is_alive "$1" || [ -e "$1/exit" ] || running=1
            cat <&3 || exit
            [ -n "$running" ] || break
            read -r _ place <"/proc/$$/fdinfo/3"
            if [ "$place" != "$last" ]; then
                pause=0.05
            else
                case $pause in 0.05) pause=0.1 ;; 0.1) pause=0.2 ;; *) pause=0.4 ;; esac
            fi
            last=$place
            sleep "$pause" 4<&-
        done
        kill "$watch" 2>/dev/null
        exit 0
        """;

    /// <summary>Ends a run with its whole group: <c>RUN_FOLDER GRACE</c>, the grace in tenths of a second.</summary>
    public const string Stop = GroupFunctions + """
        is_group_alive "$1" || exit 0
        has_gone() {
            left=$2
            while is_group_alive "$1"; do
                [ "$left" -gt 0 ] || return 1
                left=$((left - 1))
                sleep 0.1
            done
        }
        kill -s TERM -- "-$leader"
        if ! has_gone "$1" "$2"; then
            kill -s KILL -- "-$leader"
            if ! has_gone "$1" "$2"; then
                echo "a process of the group $leader is still there after a KILL" >&2
                exit 46
            fi
        fi
        # Its supervisor was killed before it could.
        if ! [ -e "$1/exit" ]; then
            echo 137 >"$1/exit.new"
            mv "$1/exit.new" "$1/exit"
        fi
        """;
}
