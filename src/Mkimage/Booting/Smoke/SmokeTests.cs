using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Booting.Consoles;
using Bivouac.Mkimage.Booting.Machines;
using Bivouac.Mkimage.Processes;
using Bivouac.Model;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>Turns what is declared and asked for into tests of a machine.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="machine">The machine; not started yet.</param>
/// <param name="console">Its console.</param>
/// <param name="timeout">How long is waited at most.</param>
/// <param name="processes">Starts ssh.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class SmokeTests(BootRequest request, MachineSettings machine, ConsoleFollower console, TimeSpan timeout, IProcessRunner processes, TimeProvider clock)
{
    /// <summary>What an image shows that nobody declared more of.</summary>
    public const string LoginPrompt = "login:";

    private readonly bool _isSeen = ConsolePort.Of(request.Model) is not null;

    /// <summary>The ports in the image that are forwarded: that of ssh, and those that tests ask.</summary>
    /// <param name="model">The image.</param>
    public static IEnumerable<int> PortsOf(LiveCdModel model) => [SshPortOf(model), .. model.SmokeTests.Where(t => t.Port is not null).Select(t => t.Port!.Value)];

    /// <summary>The port of ssh in the image: the declared one, or the one that a server has that was not declared.</summary>
    /// <param name="model">The image.</param>
    public static int SshPortOf(LiveCdModel model) => model.Ssh?.Port ?? 22;

    /// <summary>The tests; those of the console begin to watch.</summary>
    public IReadOnlyList<SmokeTest> All()
    {
        List<SmokeTest> tests = [.. request.Model.SmokeTests.Select(Of)];
        if (request.Expect is not null) tests.Add(new("--expect", [new ConsoleCheck(console, request.Expect, _isSeen)], timeout));

        // A boot of which nothing is looked at would always pass.
        if (tests.All(t => t.WhyNotRun is not null)) tests.Add(new("login prompt", [new ConsoleCheck(console, LoginPrompt, _isSeen)], timeout));
        return tests;
    }

    /// <summary>The login that a person uses.</summary>
    /// <param name="port">The port of 127.0.0.1 that leads to the machine's ssh.</param>
    public SshLogin Login(int port)
    {
        var test = request.Model.SmokeTests.FirstOrDefault(t => t.Ssh is not null);
        return new(port, test?.User ?? "root", test?.Key is { } key ? System.IO.Path.Combine(request.ProjectFolder, key) : null, KnownHosts);
    }

    private string KnownHosts => System.IO.Path.Combine(machine.Folder, "known_hosts");

    private SmokeTest Of(SmokeTestDeclaration test)
    {
        var limit = test.Within is { } within && within < timeout ? within : timeout;
        if (machine.Ports is null && (test.Ssh is not null || test.Port is not null)) return new(test.Name, [], limit) { WhyNotRun = "no network" };
        List<ISmokeCheck> checks = [];
        if (test.Console is { } shown) checks.Add(new ConsoleCheck(console, shown.ToString(), _isSeen));
        if (test.Port is { } port) checks.Add(new PortCheck(Forwarded(port), new MachineMonitor(machine.MonitorSocket), clock));
        if (test.Ssh is { } command)
        {
            var key = test.Key is null ? null : SshLogin.CopyKey(request.ProjectFolder, test.Key, machine.Folder);
            var login = new SshLogin(Forwarded(machine.SshInside).Here, test.User, key, KnownHosts);
            checks.Add(new SshCheck(login, command.ToString(), test.Expect is { } expected ? ConsolePattern.Of(expected.ToString()) : null, processes, clock));
        }

        return new(test.Name, checks, limit);
    }

    private ForwardedPort Forwarded(int port) => machine.Ports!.First(p => p.There == port);
}
