using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Booting.Smoke;

namespace Bivouac.Mkimage.Booting;

/// <summary>How a boot ended.</summary>
/// <param name="Results">The tests, in the order of their declaration.</param>
/// <param name="Ended">Why the machine ended before the tests did; null when it did not.</param>
/// <param name="LogFile">The file of the console.</param>
/// <param name="Tail">The last lines of the console, clean, oldest first.</param>
internal sealed record BootOutcome(IReadOnlyList<SmokeTestResult> Results, string? Ended, string LogFile, IReadOnlyList<string> Tail)
{
    /// <summary>Whether KVM executed the machine.</summary>
    public bool UsedKvm { get; init; }

    /// <summary>Whether nothing is missing.</summary>
    public bool Passed => Results.All(r => r.Outcome != SmokeTestOutcome.Failed);

    /// <summary>The failure, for one that did not pass (<see cref="ExitCode.BootTestFailed"/>).</summary>
    public DriverException ToException()
    {
        var failed = Results.Where(r => r.Outcome == SmokeTestOutcome.Failed).ToArray();
        var tail = Tail.Count == 0 ? "It printed nothing." + (UsedKvm ? " Inside of a virtual machine KVM may be there and of no use: try --no-kvm." : "") : "Its last lines:\n" + string.Join('\n', Tail.Select(l => "  " + l));
        return new(
            ExitCode.BootTestFailed,
            "The image did not boot as declared",
            Ended ?? string.Join("; ", failed.Select(r => $"the test '{r.Name}': {r.Why}")),
            $"Look at the console, or boot it with --keep and log in.\nThe console: {LogFile}. {tail}");
    }
}
