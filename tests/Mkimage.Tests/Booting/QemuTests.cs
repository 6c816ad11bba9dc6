using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>The driver boots a medium in the real QEMU. The processor is emulated: that is the same on every machine.</summary>
public sealed class QemuTests : IDisposable
{
    private readonly TestFolder _here = new();

    public QemuTests() => Assert.SkipUnless(IsOnPath("qemu-system-x86_64"), "there is no qemu-system-x86_64 on this machine (Debian: qemu-system-x86)");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task The_console_is_followed_and_kept_and_a_login_prompt_is_a_success()
    {
        using var driver = Boot("Loading kernel\r\n\u001b[1mWelcome\u001b[0m\r\ntiny login: ");

        var line = await driver.WaitForAsync(e => (string?)e["event"] == "consoleLine");
        ((string?)line["text"])!.ShouldContain("Loading kernel");
        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.Success, driver.Errors);
        ((string?)ended!["results"]![0]!["outcome"]).ShouldBe("passed");
        ((string?)ended["results"]![0]!["why"]).ShouldBe("the console: tiny login:");
        ended["tail"]!.AsArray().Select(l => (string?)l).TakeLast(2).ShouldBe(["Welcome", "tiny login: "]);
        File.ReadAllText(_here["out/medium.boot.log"]).ShouldEndWith("\u001b[1mWelcome\u001b[0m\r\ntiny login: ");
        RequireNoMachine();
    }

    [Fact]
    public async Task What_does_not_come_in_time_is_a_failure_with_the_consoles_tail()
    {
        using var driver = Boot("hello\r\n", "--expect", "never", "--timeout", "2");

        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.BootTestFailed);
        ((string?)ended!["failure"]!["why"]).ShouldBe("the test '--expect': after 2 s: the console did not show 'never'");
        driver.Errors.ShouldContain("The image did not boot as declared.");
        driver.Errors.ShouldContain("  hello");
        RequireNoMachine();
    }

    // The default timeout is ten minutes: whoever waited for it would be seen.
    [Theory]
    [InlineData("Kernel panic - not syncing: test\r\n", false, "the kernel panicked: Kernel panic - not syncing: test")]
    [InlineData("bye\r\n", true, "the machine switched itself off or started again")]
    public async Task A_machine_that_cannot_go_on_fails_at_once(string text, bool restarts, string why)
    {
        using var driver = Boot(TinyMedium.Write(_here["medium.iso"], text, restarts));

        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.BootTestFailed);
        ((string?)ended!["ended"]).ShouldBe(why);
        RequireNoMachine();
    }

    [Fact]
    public async Task A_file_that_is_no_medium_fails_by_UEFI_at_once()
    {
        Assert.SkipUnless(File.Exists("/usr/share/OVMF/OVMF_CODE_4M.fd"), "there is no OVMF on this machine (Debian: ovmf)");
        using var driver = Boot(TinyMedium.Write(_here["medium.iso"], "not seen"), "--uefi", "--no-net");

        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.BootTestFailed);
        ((string?)ended!["ended"])!.ShouldStartWith("the machine's UEFI found nothing to boot on the medium");
        RequireNoMachine();
    }

    [Fact]
    public async Task An_interrupt_ends_the_machine_with_130()
    {
        using var driver = Boot("hello\r\n", "--expect", "never");
        await driver.WaitForAsync(e => (string?)e["event"] == "consoleLine");

        await driver.SignalAsync("INT");

        (await driver.EndAsync()).Code.ShouldBe(ExitCode.Interrupted);
        RequireNoMachine();
    }

    [Fact]
    public async Task A_driver_that_is_killed_leaves_no_machine_and_no_folder()
    {
        using var driver = Boot("hello\r\n", "--expect", "never");
        await driver.WaitForAsync(e => (string?)e["event"] == "consoleLine");
        var machine = Machines().ShouldHaveSingleItem();
        var folder = Directory.EnumerateDirectories(_here["tmp"], "bivouac-boot-*").ShouldHaveSingleItem();

        await driver.KillAsync();

        // Whoever waits for it in vain is ended by the time limit of the tests.
        await machine.WaitForExitAsync(Token);
        while (Directory.Exists(folder)) await Task.Delay(20, Token);
    }

    [Fact]
    public async Task A_machine_that_is_kept_goes_on_until_the_interrupt()
    {
        using var driver = Boot("tiny login: ", "--keep");
        var kept = await driver.WaitForAsync(e => (string?)e["event"] == "machineKept");
        Machines().ShouldHaveSingleItem().Id.ShouldBe((int)kept["processId"]!);
        ((string?)kept["sshCommand"]).ShouldStartWith($"ssh -p {kept["sshPort"]} ");

        await driver.SignalAsync("INT");

        (await driver.EndAsync()).Code.ShouldBe(ExitCode.Success, driver.Errors);
        RequireNoMachine();
    }

    [Fact]
    public async Task A_port_that_qemu_alone_accepts_is_none()
    {
        using var driver = Boot("tiny login: ", "--profile", "web", "--timeout", "3");

        var (code, ended) = await driver.EndAsync();

        code.ShouldBe(ExitCode.BootTestFailed);
        ended!["results"]!.AsArray().Select(r => $"{r!["name"]}: {r["why"]}").ShouldBe(["web: after 3 s: nothing accepts a connection on port 80"]);
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(f => File.Exists(Path.Combine(f, program)));

    private DriverProcess Boot(string textOrMedium, params string[] options)
    {
        var iso = File.Exists(textOrMedium) ? textOrMedium : TinyMedium.Write(_here["medium.iso"], textOrMedium);
        return DriverProcess.Start(
            "BootDriver",
            new Dictionary<string, string> { ["TMPDIR"] = _here.Folder("tmp") },
            ["boot", iso, "--json", "--no-kvm", "--project", _here.Path, "--output", _here["out"], .. options.Contains("--profile") ? [] : (string[])["--profile", "tiny"], .. options]);
    }

    private void RequireNoMachine()
    {
        Machines().ShouldBeEmpty();
        Directory.EnumerateDirectories(_here["tmp"], "bivouac-boot-*").ShouldBeEmpty();
    }

    /// <summary>The QEMUs that have this test's medium.</summary>
    private List<Process> Machines() => [.. Process.GetProcesses().Where(p => p.ProcessName.StartsWith("qemu-system", StringComparison.Ordinal) && CommandLine(p).Contains(_here.Path, StringComparison.Ordinal))];

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText(FormattableString.Invariant($"/proc/{process.Id}/cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended since.
            return "";
        }
    }
}
