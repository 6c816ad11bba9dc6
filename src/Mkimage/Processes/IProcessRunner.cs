using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Processes;

/// <summary>Starts processes of this machine. Whoever needs one receives this.</summary>
public interface IProcessRunner
{
    /// <summary>
    /// Runs a program to its end. A non-zero exit code is a result, not an exception: what it means is the caller's matter.
    /// </summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Kills the program and what it started.</param>
    /// <returns>The exit code and what was written.</returns>
    /// <exception cref="DriverException">The program is not there or cannot be executed (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a program in a session and process group of its own and returns at once: it survives this process and the
    /// terminal. Both its outputs are appended to a file.
    /// </summary>
    /// <param name="command">
    /// What to run. Its input is text without NUL, which is written whole before the program starts; it reads /dev/null when there is
    /// none. Its output stream is not used.
    /// </param>
    /// <param name="logFile">The file for its output; made when it is missing.</param>
    /// <param name="cancellationToken">Ends the starting, never the program.</param>
    /// <exception cref="DriverException">This machine has no setsid(1) (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default);

    /// <summary>Sends a signal to every process of a group; a group that is gone is no error.</summary>
    /// <param name="processGroup">The group's id: the process id of its leader.</param>
    /// <param name="signal">What to send.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default);
}
