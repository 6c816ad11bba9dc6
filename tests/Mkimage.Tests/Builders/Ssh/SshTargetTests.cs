using Bivouac.Mkimage.Builders.Ssh;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

public sealed class SshTargetTests
{
    [Theory]
    [InlineData("ssh://alpine", null, "alpine", null, null)]
    [InlineData("ssh://build@alpine.example.org/", "build", "alpine.example.org", null, null)]
    [InlineData("ssh://build@10.0.0.7:2222/srv/bi%20vouac/", "build", "10.0.0.7", 2222, "/srv/bi vouac")]
    [InlineData("ssh://[fe80::1]:22/w", null, "fe80::1", 22, "/w")]
    public void A_URL_says_where_the_machine_is(string url, string? user, string host, int? port, string? directory) =>
        SshTarget.Parse(url).ShouldBe(new SshTarget(user, host, port, directory));

    [Theory]
    [InlineData("ssh://", "names no host")]
    [InlineData("ssh:///dir", "names no host")]
    [InlineData("SSH://host", "does not begin with ssh://")]
    [InlineData("ssh://user:secret@host", "password")]
    [InlineData("ssh://@host", "no user name")]
    [InlineData("ssh://-oProxyCommand=id@host", "no user name")]
    [InlineData("ssh://-oProxyCommand=id", "no host name")]
    [InlineData("ssh://ho st", "space")]
    [InlineData("ssh://host:", "no port")]
    [InlineData("ssh://host:0", "no port")]
    [InlineData("ssh://host:65536", "no port")]
    [InlineData("ssh://host:22x", "no port")]
    [InlineData("ssh://fe80::1", "no port")]
    [InlineData("ssh://[host]", "no IPv6 address")]
    [InlineData("ssh://[::1]x", "follows the address")]
    [InlineData("ssh://host/a/../b", "whole path")]
    [InlineData("ssh://host//a", "whole path")]
    [InlineData("ssh://host/~/a", "whole path")]
    [InlineData("ssh://host/a%0Ab", "whole path")]
    [InlineData("ssh://host/a?x=1", "'?'")]
    public void Anything_else_is_refused_with_what_is_wrong(string url, string why)
    {
        var failure = Should.Throw<DriverException>(() => SshTarget.Parse(url));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldContain(why);
        failure.Next.ShouldContain("ssh://[user@]host[:port][/dir]");
    }

    [Fact]
    public void What_a_person_types_leads_to_the_same_machine()
    {
        SshTarget.Parse("ssh://build@alpine:2222/w").ByHand.ShouldBe("ssh -p 2222 build@alpine");
        SshTarget.Parse("ssh://build@alpine:2222/w").Name.ShouldBe("ssh://build@alpine:2222");
        SshTarget.Parse("ssh://[::1]").Name.ShouldBe("ssh://[::1]");
    }

    [Fact]
    public void A_work_directory_given_elsewhere_is_a_whole_path_there()
    {
        SshTarget.Parse("ssh://alpine").In("/srv/it's 100%/").Directory.ShouldBe("/srv/it's 100%");
        Should.Throw<DriverException>(() => SshTarget.Parse("ssh://alpine").In("work")).Why.ShouldContain("whole path");
    }
}
