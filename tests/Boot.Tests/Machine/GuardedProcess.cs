using System;
using System.Diagnostics;
using System.Globalization;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>A process that runs until it is disposed of, or until this one ends, however that comes about.</summary>
internal sealed class GuardedProcess : IDisposable
{
    /// <summary>The guard's standard input is a pipe from here: when it closes, the process is killed.</summary>
    private const string Guard = """
        log="$1"
        shift
        "$@" >> "$log" 2>&1 < /dev/null &
        echo "$!"
        cat > /dev/null
        kill -KILL "$!" 2> /dev/null
        wait
        """;

    private readonly Process _guard;

    /// <param name="log">The file that its output goes to.</param>
    /// <param name="command">The program by its path, and its arguments.</param>
    public GuardedProcess(string log, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", log, .. command])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Tool.Environment) start.Environment[name] = value;
        _guard = Process.Start(start)!;
        Pid = int.Parse(_guard.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Its number.</summary>
    public int Pid { get; }

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }
}
