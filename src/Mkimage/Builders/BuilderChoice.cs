using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Which builder is used, and why.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">The reason when it was chosen for the user, else null.</param>
internal sealed record BuilderChoice(string Name, string? Why)
{
    /// <summary>The word that leaves the choice to the driver.</summary>
    public const string Auto = "auto";

    /// <summary>
    /// Takes the builder that the user named, or chooses: the machine itself when it is Alpine, a sandbox on other Linux that
    /// gives one, else a container of docker or podman when it answers.
    /// </summary>
    /// <param name="asked">What the user gave; null and <c>auto</c> leave it open.</param>
    /// <param name="machine">What this machine is.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="DriverException">There is no builder for this machine (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    public static async Task<BuilderChoice> OfAsync(string? asked, IMachine machine, CancellationToken cancellationToken)
    {
        if (asked is not null and not Auto) return new(asked, null);
        if (machine.AlpineRelease is { } release) return new("host", $"this machine is Alpine Linux {release}");
        var refusal = machine.IsLinux ? await machine.WhyNoSandboxAsync(cancellationToken).ConfigureAwait(false) : null;
        if (machine.IsLinux && refusal is null) return new("sandbox", "this machine is Linux, but not Alpine");
        var why = refusal is null ? "this machine is not Linux" : $"it cannot have a sandbox: {refusal.Why}";
        var others = new List<BuilderProblem>();
        foreach (var program in (string[])["docker", "podman"])
        {
            if (await machine.WhyNoContainerAsync(program, cancellationToken).ConfigureAwait(false) is not { } problem) return new(program, $"{why}; {program} answers");
            others.Add(problem);
        }

        // The sandbox says more, and what mends it.
        if (refusal is not null) return new("sandbox", "this machine is Linux, but not Alpine, and neither docker nor podman answers");
        throw new DriverException(
            ExitCode.BuilderUnavailable,
            "The image cannot be built on this machine",
            "mkimage.sh needs Alpine Linux; " + string.Join("; ", others.Select(p => $"{p.What}: {p.Why}")),
            $"{others[0].Mend} Or build on a Linux machine; 'dotnet run -- scripts' writes the scripts for use there.");
    }

    /// <summary>The name, with the reason when there is one.</summary>
    public override string ToString() => Why is null ? Name : Name + " (" + Why + ")";
}
