using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Data;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class ServiceTableTests
{
    public static TheoryData<string> Usual { get; } = new(["sshd", "dropbear", "chronyd", "networking", "dbus", "seatd", "elogind", "nftables", "docker", "acpid", "crond", "local", "udev", "nginx", "dnsmasq", "wpa_supplicant", "tailscale", "greetd"]);

    [Theory]
    [MemberData(nameof(Usual))]
    public void Usual_services_are_known(string service) => ServiceTable.Current.PackagesToDeclare(service).ShouldNotBeEmpty();

    [Fact]
    public void The_base_system_has_the_default_boot_services()
    {
        foreach (var service in DefaultBootServices.All) ServiceTable.Current.PackagesWith(service.Service).ShouldContain("alpine-base", service.Service);
    }

    [Fact]
    public void Services_of_a_package_that_its_parts_bring_are_found() => ServiceTable.Current.PackagesWith("sshd").ShouldContain("openssh-server");

    /// <summary>What is found this way was looked up: these packages do not depend on what their init scripts need.</summary>
    [Fact]
    public void Few_services_need_what_their_own_package_does_not_bring()
    {
        var unmet = ServiceTable.Current.Names
            .SelectMany(s => ServiceTable.Current.PackagesToDeclare(s).Select(p => new LiveCdBuilder().Apks(p).Enable(s).Enable("networking").Build(p)))
            .Where(m => RuleSet.Check(m).Any(f => f.Rule.Id == "BIV0504")).Select(m => m.Name).Distinct().ToArray();

        unmet.Length.ShouldBeInRange(1, 30);
        unmet.ShouldContain("certmonger");
        new[] { "openssh", "dropbear", "chrony", "networkmanager", "bluez", "docker", "elogind", "greetd", "libvirt-daemon", "tailscale", "nginx" }.ShouldAllBe(p => !unmet.Contains(p));
    }
}
