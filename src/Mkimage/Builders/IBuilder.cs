using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// Where mkimage.sh runs: a sandbox on this machine, this machine itself, a machine behind SSH, a container.
/// All paths called "inside" are absolute paths as a process in the builder sees them, and lie in or below
/// <see cref="BuilderLayout.WorkRoot"/>: nothing else is kept from one call to the next.
/// </summary>
/// <remarks>
/// Every member throws <see cref="DriverException"/> for what a user can mend (mostly with
/// <see cref="ExitCode.BuilderUnavailable"/>) and <see cref="OperationCanceledException"/> when it is cancelled.
/// A path outside the work root is a fault of the caller: <see cref="ArgumentException"/>.
/// </remarks>
public interface IBuilder
{
    /// <summary>What the user chose it by: <c>sandbox</c>, <c>host</c>, <c>ssh://user@host</c>, <c>docker</c>, <c>podman</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Looks at what is there, what is missing and the one command that mends each; changes nothing and does not throw
    /// for what it finds.
    /// </summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>The findings; <see cref="BuilderProbe.ThrowIfUnfit"/> turns them into the failure that a build ends with.</returns>
    Task<BuilderProbe> ProbeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the builder ready: looks whether it is fit, as <see cref="ProbeAsync"/>, provisions it where it is Bivouac's own, and makes
    /// the work root. Done again at once when it is ready already.
    /// </summary>
    /// <param name="progress">
    /// Is told each step as one sentence, or nothing at all when there is nothing to do; from then on also that the way to the builder was
    /// lost, and that it is back.
    /// </param>
    /// <param name="cancellationToken">Ends the provisioning; what is half made is never used.</param>
    /// <returns>The paths inside.</returns>
    Task<BuilderLayout> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives back what keeps others from replacing or removing the builder while this process uses it; runs go on. <see cref="PrepareAsync"/>
    /// takes it again. Who has finished with a builder calls this, and who waits for another process that may want it. Takes at most seconds.
    /// </summary>
    Task ReleaseAsync() => Task.CompletedTask;

    /// <summary>The work root inside, for who only wants to see or free what is there: nothing is made ready, and it may not be there.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<string> FindWorkRootAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Copies the content of a folder of this machine into a folder of the builder, which is made when it is missing.
    /// Modes and symbolic links are kept, owners are not: all belongs to the user that mkimage.sh runs as. Files that are
    /// there already are replaced, others are left.
    /// </summary>
    /// <param name="localFolder">A folder of this machine.</param>
    /// <param name="folder">Inside: where its content goes.</param>
    /// <param name="cancellationToken">Ends the copying; files may be missing then.</param>
    Task PutAsync(string localFolder, string folder, CancellationToken cancellationToken = default);

    /// <summary>Starts a command detached: it goes on when this process ends, its output in a log that stays.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Ends the starting, never the command.</param>
    /// <returns>The run, which <see cref="ListRunsAsync"/> finds again from another process.</returns>
    Task<BuilderRun> StartAsync(BuilderCommand command, CancellationToken cancellationToken = default);

    /// <summary>The runs that the builder knows, the newest first; those that have ended are kept for a while.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    Task<IReadOnlyList<BuilderRun>> ListRunsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the log of a run from an offset on, and goes on reading until the run has ended, was lost, and everything is
    /// read. <see cref="LogLines.ReadAsync"/> cuts it into lines.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="offset">The first byte wanted, counted from 0; an offset behind the end waits for it.</param>
    /// <param name="cancellationToken">Ends the reading, never the run.</param>
    IAsyncEnumerable<LogChunk> FollowAsync(BuilderRun run, long offset = 0, CancellationToken cancellationToken = default);

    /// <summary>Says whether the run goes on, or how it ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<BuilderRunState> GetStateAsync(BuilderRun run, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the run with every process that it started: first a TERM for the whole process group, after a grace KILL. Ending
    /// mkimage.sh alone would not do: its orphaned subshell goes on and writes the image. Returns when none is left; a run
    /// that has ended is left as it is.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the waiting; the signals that were sent stay sent.</param>
    Task StopAsync(BuilderRun run, CancellationToken cancellationToken = default);

    /// <summary>
    /// Brings a file of the builder to this machine; a half copied file never has the final name. It may be the builder's own file under a
    /// second name, so neither is to be written to in place, and it may not be on the disk yet.
    /// </summary>
    /// <param name="file">Inside: a regular file.</param>
    /// <param name="localFile">Where it goes; its folder is made, a file that is there is replaced.</param>
    /// <param name="progress">Is told how many bytes have come so far.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="DriverException">The file is not there, or the local disk is full (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    Task FetchAsync(string file, string localFile, IProgress<long>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Says where a file of the builder lies when this machine can read it in place.</summary>
    /// <param name="file">Inside: a file, which need not be there yet.</param>
    /// <returns>Its path on this machine; null when it has to be fetched to be read.</returns>
    string? PathHere(string file) => null;

    /// <summary>Lists the names in a folder of the builder (files, folders and links, hidden ones too) in ordinal order; a folder that is not there is empty.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    Task<IReadOnlyList<BuilderEntry>> ListAsync(string folder, CancellationToken cancellationToken = default);

    /// <summary>Measures what each name in a folder of the builder takes on its disk, folders with all they hold; a folder that is not there is empty. The builder need not be ready.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    /// <returns>Bytes by name, in steps of 1024.</returns>
    Task<IReadOnlyDictionary<string, long>> MeasureAsync(string folder, CancellationToken cancellationToken = default);

    /// <summary>Removes entries of a folder of the builder, folders with all they hold; what is not there is no error. The builder need not be ready.</summary>
    /// <param name="folder">Inside: a folder.</param>
    /// <param name="names">Names in that folder, without a slash.</param>
    /// <param name="cancellationToken">Ends the removing; some may be left then.</param>
    Task RemoveAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default);
}
