using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Doctor.Checks;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Doctor;

/// <summary>Looks at everything that a build needs, without changing anything.</summary>
/// <param name="checks">What is looked at, in this order.</param>
internal sealed class BuildDoctor(IReadOnlyList<IDoctorCheck> checks)
{
    /// <summary>The doctor for a build.</summary>
    /// <param name="builder">Where mkimage.sh would run.</param>
    /// <param name="options">Its pins and places.</param>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="outputFolder">Where results would go.</param>
    /// <param name="processes">Starts processes.</param>
    /// <param name="http">Speaks HTTP.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="DriverException">The mirror is neither a URL nor a folder (<see cref="ExitCode.Usage"/>).</exception>
    public static BuildDoctor For(
        IBuilder builder,
        BuilderOptions options,
        string projectFolder,
        string outputFolder,
        IProcessRunner processes,
        IHttpFetcher http,
        TimeProvider clock)
    {
        var mirror = Mirror.Parse(options.Mirror);
        var files = new MirrorFiles(mirror, http);
        List<IDoctorCheck> checks =
        [
            new ClockCheck(options, mirror, http, clock),
            new BuilderCheck(builder),
        ];

        // Another machine asks the mirror itself.
        if (!builder.Name.StartsWith(SshTarget.Scheme, StringComparison.Ordinal))
            checks.AddRange([new MirrorCheck(options, mirror, files, http, clock), new MirrorKeysCheck(options, mirror, files)]);

        // Bivouac's own builders are made from these; other machines have theirs.
        if (builder.Name is "sandbox" or "docker" or "podman")
            checks.AddRange([new MinirootfsCheck(options, mirror, files), new SigningKeyCheck(options)]);
        checks.AddRange([new ScriptsCheck(options, http), new ScriptsBranchCheck(options)]);
        if (builder.Name == "host")
            checks.Add(new HostApkCheck(options, processes));
        checks.AddRange([new OutputFolderCheck(outputFolder), new ProjectFolderCheck(projectFolder)]);
        return new BuildDoctor(checks);
    }

    /// <summary>All that was found; nothing of it is thrown.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var parts = new List<Diagnosis>();
        foreach (var check in checks)
        {
            try
            {
                parts.Add(await check.LookAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (DriverException e)
            {
                parts.Add(Diagnosis.Of(e));
            }
        }

        // A mirror that cannot be reached is one problem, however many look at it.
        var whole = Diagnosis.Join(parts);
        return whole with { Problems = [.. whole.Problems.Distinct()] };
    }
}
