using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Bivouac.Mkimage.Booting.Consoles;
using Bivouac.Mkimage.Booting.Machines;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>What a machine is made of, and what of it this one has.</summary>
public sealed class MachineTests : IDisposable
{
    private readonly TestFolder _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void An_architecture_without_a_machine_is_told_with_those_that_have_one()
    {
        var failure = Should.Throw<DriverException>(() => MachineArch.Of("s390x"));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldBe("the machines that are known are x86_64, x86, aarch64");
    }

    [Theory]
    [InlineData("x86_64", "OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd")]
    [InlineData("x86_64", "edk2/ovmf/OVMF_CODE.fd", "edk2/ovmf/OVMF_VARS.fd")]
    [InlineData("x86_64", "edk2/x64/OVMF_CODE.4m.fd", "edk2/x64/OVMF_VARS.4m.fd")]
    [InlineData("aarch64", "AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd")]
    public void UEFI_is_found_where_distributions_put_it(string arch, string code, string variables)
    {
        _here.Write(code, "");
        _here.Write(variables, "");

        UefiFirmware.Find(MachineArch.Of(arch), _here.Path).ShouldBe(new(_here[code], _here[variables]));
    }

    [Theory]
    [InlineData("x86_64", "ovmf")]
    [InlineData("aarch64", "aarch64")]
    public void UEFI_that_is_not_there_is_told_with_its_package(string arch, string package)
    {
        _here.Write("OVMF/OVMF_CODE_4M.fd", "");

        var failure = Should.Throw<DriverException>(() => UefiFirmware.Find(MachineArch.Of(arch), _here.Path));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Next.ShouldContain(package);
    }

    [Fact]
    public void KVM_is_what_can_be_opened()
    {
        var arch = new MachineArch("this", "qemu", "", true, [System.Runtime.InteropServices.RuntimeInformation.OSArchitecture]);
        _here.Write("kvm", "");

        Acceleration.Look(arch, isAllowed: true, _here["kvm"]).ShouldBe(Acceleration.Kvm);
        Acceleration.Look(arch, isAllowed: false, _here["kvm"]).Why.ShouldBe("--no-kvm was given");
        Acceleration.Look(arch, isAllowed: true, _here["none"]).Why.ShouldBe($"this machine has no {_here["none"]}");
        Acceleration.Look(arch with { KvmHosts = [] }, isAllowed: true, _here["kvm"]).Why.ShouldBe("this machine's processor is not of this");
    }

    [Fact]
    public void Ports_are_free_and_each_its_own()
    {
        var ports = LoopbackPorts.Forward([22, 80, 22, 443]);

        ports.Select(p => p.There).ShouldBe([22, 80, 443]);
        ports.Select(p => p.Here).Distinct().Count().ShouldBe(3);
        foreach (var port in ports)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port.Here);
            listener.Start();
        }
    }

    [Fact]
    public void The_console_is_where_the_definition_puts_it()
    {
        Port(_ => { }).ShouldBeNull();
        Port(iso => iso.SerialConsole()).ShouldBe(0);
        Port(iso => iso.SerialConsole(2)).ShouldBe(2);
        Port(iso => iso.CommandLine(l => l.Append("console=tty0").Append("console=ttyS1,115200"))).ShouldBe(1);
        Port(iso => iso.CommandLine(l => l.Append("console=tty0"))).ShouldBeNull();
        Port(iso => iso.Inherit(BaseProfile.Virt)).ShouldBe(0);

        static int? Port(Action<LiveCdBuilder> declare)
        {
            var builder = new LiveCdBuilder();
            declare(builder);
            return ConsolePort.Of(builder.Build("x"));
        }
    }
}
