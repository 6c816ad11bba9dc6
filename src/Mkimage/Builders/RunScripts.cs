using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Builders.Shell;

namespace Bivouac.Mkimage.Builders;

/// <summary>The shell text around a detached command.</summary>
internal static class RunScripts
{
    /// <summary>
    /// Supervises a command: <c>sh -c TEXT sh RUN_FOLDER PROGRAM ARGUMENT...</c>, as leader of a process group of its own.
    /// Writes <c>process</c> (its id, its start time, the boot's id: an id alone is given to others later) and, when the
    /// command has ended, <c>exit</c> with the exit code. It outlives a TERM to its group in order to write that. Of several
    /// that are started for one folder, because nobody knows whether the first start came through, one runs the command. Its
    /// input is the command's.
    /// </summary>
    public const string Supervisor = """
        # The user's umask would show in the image.
        umask 022
        run=$1
        shift
        # A command in the background reads /dev/null unless it is told otherwise.
        exec 3<&0 </dev/null
        signalled=
        trap 'signalled=1' TERM HUP
        read -r boot </proc/sys/kernel/random/boot_id
        printf '%s %s %s\n' "$$" "$(cut -d ' ' -f 22 "/proc/$$/stat")" "$boot" >"$run/process.$$"
        if ! ln "$run/process.$$" "$run/process" 2>/dev/null; then
            if [ -e "$run/process" ]; then
                rm -f "$run/process.$$"
                exit 0
            fi
            # A file system without hard links.
            mv "$run/process.$$" "$run/process"
        fi
        rm -f "$run/process.$$"
        "$@" <&3 3<&- &
        child=$!
        exec 3<&-
        while :; do
            signalled=
            wait "$child"
            code=$?
            if [ -z "$signalled" ] || ! kill -0 "$child" 2>/dev/null; then break; fi
        done
        printf '%s\n' "$code" >"$run/exit.new"
        mv "$run/exit.new" "$run/exit"
        """;

    /// <summary>
    /// Shows a run in screen(1), where there is one, for a person of the machine: <c>screen -r bivouac-NAME</c> shows the log as
    /// it grows: <c>sh -c TEXT sh RUN_FOLDER NAME</c>. The run is none of screen's: it goes on when the session is closed, and the
    /// session ends with the run.
    /// </summary>
    public const string Screen = """
        command -v screen >/dev/null || exit 0
        view='tail -n +1 -f "$1/log" &
        until [ -e "$1/exit" ]; do
            read -r leader start boot <"$1/process" || break
            kill -0 "$leader" 2>/dev/null || break
            sleep 1
        done
        sleep 1
        kill "$!"'
        screen -dmS "bivouac-$2" /bin/sh -c "$view" sh "$1" </dev/null >/dev/null 2>&1 || true
        """;

    /// <summary>
    /// Becomes a shell without any variable, which takes those of its input and becomes a command:
    /// <c>sh -c TEXT sh FOLDER TAKE [-u NAME]... PROGRAM ARGUMENT...</c>. The names are those that the shell itself exports.
    /// </summary>
    private const string Clean = """
        cd "$1" || exit
        take=$2
        shift 2
        # By its path: the command's own PATH may lead elsewhere.
        env=$(command -v env) || exit
        exec "$env" -i /bin/sh -c "$take" sh "$env" "$@"
        """;

    private static readonly string[] OfShells = ["PWD", "OLDPWD", "SHLVL", "_"];

    /// <summary>
    /// The command line that runs a command of a builder with exactly its environment, in its folder. The environment is its input,
    /// from <see cref="ShellVariables.Input"/>.
    /// </summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<string> Exactly(BuilderCommand command) =>
    [
        "/bin/sh", "-c", Clean, "sh", command.WorkingDirectory, ShellVariables.Take,
        .. OfShells.Where(n => !command.Environment.ContainsKey(n)).SelectMany(static n => (string[])["-u", n]),
        .. command.Arguments,
    ];
}
