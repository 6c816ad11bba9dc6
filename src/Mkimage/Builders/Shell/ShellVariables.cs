using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>
/// Variables on their way to a command, through its standard input. They stand in no argument: those of every process are read by
/// every user of its machine, and the URL of a proxy may hold a password. A process's variables are read by its own user alone.
/// </summary>
internal static class ShellVariables
{
    /// <summary>The variables did not arrive whole.</summary>
    public const int NotWhole = 48;

    /// <summary>
    /// Takes variables from its input and becomes a command that has them, and that reads nothing:
    /// <c>sh -c TEXT sh PROGRAM ARGUMENT...</c>.
    /// </summary>
    public const string Take = """
        variables=
        while IFS= read -r line; do
            variables="$variables$line
        "
        done
        case $variables in
        *'# whole
        ') ;;
        *)
            echo "bivouac: the environment did not arrive whole" >&2
            exit 48
            ;;
        esac
        eval "$variables"
        exec "$@" </dev/null
        """;

    private const string End = "# whole\n";

    /// <summary>A command that takes its variables from its input.</summary>
    /// <param name="command">The program and its arguments.</param>
    public static IReadOnlyList<string> Before(IReadOnlyList<string> command) => ["/bin/sh", "-c", Take, "sh", .. command];

    /// <summary>Writes the input of such a command.</summary>
    /// <param name="variables">The variables; a name is one that a shell can have, a value holds no NUL.</param>
    public static Func<Stream, CancellationToken, Task> Input(IReadOnlyDictionary<string, string> variables)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(variables.Select(static v => $"export {v.Key}={ShellWord.Quote(v.Value)}\n")) + End);
        return async (stream, token) =>
        {
            try
            {
                await stream.WriteAsync(text, token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The other end has gone: how it ended says more than the broken pipe.
            }
        };
    }
}
