using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting.Consoles;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Booting.Machines;
using Bivouac.Mkimage.Booting.Smoke;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Booting;

/// <summary>Boots an image in QEMU, tests it, and leaves nothing running.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="processes">Starts processes.</param>
/// <param name="events">Is told what happens.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="host">This machine; default: as it is.</param>
internal sealed class BootRun(BootRequest request, IProcessRunner processes, BootEvents events, TimeProvider clock, BootHost? host = null)
{
    /// <summary>Boots it.</summary>
    /// <param name="cancellationToken">Ends it, and the machine; where the machine is kept after the tests, that is how it is meant to end.</param>
    /// <returns>How it ended; a test that failed is no exception.</returns>
    /// <exception cref="DriverException">It cannot be booted here: QEMU, UEFI, ssh or a key is missing.</exception>
    public async Task<BootOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var arch = MachineArch.Of(request.Arch);
        host ??= BootHost.OfProcess();
        arch.RequireProgram(host.SearchPath);
        var firmware = request.IsUefi || !arch.HasBios ? UefiFirmware.Find(arch, host.Share) : null;
        var acceleration = Acceleration.Look(arch, request.MayUseKvm, host.KvmDevice);
        if (ConsolePort.Of(request.Model) is null)
            events.Note("The image declares no serial console, so nothing of its boot can be seen here; .SerialConsole() in the definition shows it.");
        while (true)
        {
            if (!acceleration.IsKvm) events.Note($"The machine is emulated, which is several times slower: {acceleration.Why}.");
            var folder = Directory.CreateTempSubdirectory("bivouac-boot-");
            try
            {
                var ports = request.HasNetwork ? LoopbackPorts.Forward(SmokeTests.PortsOf(request.Model)) : null;
                var machine = new MachineSettings(arch, request.Iso, acceleration, firmware, ConsolePort.Of(request.Model) ?? 0, ports, SmokeTests.SshPortOf(request.Model), folder.FullName);
                if (await BootAsync(machine, cancellationToken).ConfigureAwait(false) is { } outcome) return outcome;
                acceleration = Acceleration.Emulated("without KVM");
            }
            finally
            {
                // The machine takes it with it; it is here still when none was started.
                folder.Refresh();
                if (folder.Exists) folder.Delete(recursive: true);
            }
        }
    }

    /// <summary>Boots one machine; null when QEMU could not use KVM.</summary>
    private async Task<BootOutcome?> BootAsync(MachineSettings settings, CancellationToken cancellationToken)
    {
        var timeout = request.Timeout ?? request.Model.SmokeTests.Select(t => t.Within ?? TimeSpan.Zero).Append(settings.Acceleration.DefaultTimeout).Max();
        var console = new ConsoleFollower(request.LogFile, events);
        var tests = new SmokeTests(request, settings, console, timeout, processes, clock);
        var all = tests.All();
        events.Tell(new BootStarted(request.Iso, settings.Arch.Name, settings.Firmware is not null, settings.Acceleration.IsKvm, settings.SshPort, timeout, request.LogFile));
        var started = clock.GetTimestamp();
        await using var machine = RunningMachine.Start(settings, processes);
        var following = console.FollowAsync(machine.Console);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isTold = true;
        var testing = Task.WhenAll(all.Select(TestAsync));
        try
        {
            await Task.WhenAny(testing, following, console.HasEnded).ConfigureAwait(false);
            var ended = testing.IsCompleted ? null : console.HasEnded.IsCompleted ? await console.HasEnded.ConfigureAwait(false) : await WhyOfAsync(machine, following).ConfigureAwait(false);
            if (ended is not null && settings.Acceleration.IsKvm && console.IsSilent && ended.Contains("kvm", StringComparison.OrdinalIgnoreCase))
            {
                isTold = false;
                events.Note($"KVM is there, and QEMU cannot use it: {ended}.");
                return null;
            }

            await stop.CancelAsync().ConfigureAwait(false);
            var results = await testing.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (request.IsKept && !following.IsCompleted) await KeepAsync(settings, tests, machine, following, cancellationToken).ConfigureAwait(false);

            // To its end, so that the file has all of it.
            await machine.DisposeAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
            return new(results, ended, request.LogFile, console.Tail()) { UsedKvm = settings.Acceleration.IsKvm };
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)testing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<SmokeTestResult> TestAsync(SmokeTest test)
        {
            try
            {
                var result = await test.RunAsync(clock, started, stop.Token).ConfigureAwait(false);
                if (isTold && !cancellationToken.IsCancellationRequested) events.Ended(result);
                return result;
            }
            catch (DriverException)
            {
                // What no test can do without is told now, not when the others have waited in vain.
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<string> WhyOfAsync(RunningMachine machine, Task following)
    {
        await following.ConfigureAwait(false);
        var result = await machine.Ended.ConfigureAwait(false);
        return result.Succeeded && string.IsNullOrWhiteSpace(result.Error)
            ? "the machine switched itself off or started again"
            : FormattableString.Invariant($"QEMU ended with {result.ExitCode}: {result.Reason()}");
    }

    private async Task KeepAsync(MachineSettings settings, SmokeTests tests, RunningMachine machine, Task following, CancellationToken cancellationToken)
    {
        events.Tell(new MachineKept(machine.ProcessId, settings.SshPort, settings.SshPort is { } port ? tests.Login(port).ByHand : null));
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(following, Task.Delay(Timeout.Infinite, left.Token)).ConfigureAwait(false);
        await left.CancelAsync().ConfigureAwait(false);
    }
}
