using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class DownloadAtBootRuleTests() : RuleTests("BIV0806")
{
    [Theory]
    [InlineData("apk add curl", "apk add")]
    [InlineData("apk -U upgrade", "apk upgrade")]
    [InlineData("apk update && true", "apk update")]
    [InlineData("timeout 60 apk add curl &", "apk add")]
    [InlineData("apk -X http://example.org/v3.20/main add curl", "apk add")]
    [InlineData("apk --root /mnt add curl", "apk add")]
    [InlineData("sh -c 'apk add curl'", "apk add")]
    [InlineData("su ops -c 'apk add curl'", "apk add")]
    [InlineData("su -l -s /bin/sh ops -c \"true; apk add curl\"", "apk add")]
    [InlineData("eval 'apk add' curl", "apk add")]
    [InlineData("echo curl | xargs -n 1 apk add", "apk add")]
    [InlineData("sudo -u root apk add curl", "apk add")]
    [InlineData("pip install requests", "pip install")]
    [InlineData("npm install --global x", "npm install")]
    [InlineData("gem install x", "gem install")]
    [InlineData("git clone https://example.org/x", "git clone")]
    [InlineData("git clone https://example.org/x /opt/x", "git clone")]
    [InlineData("git -C /srv/x pull", "git pull")]
    [InlineData("curl -fsSL -o /srv/x https://example.org/x", "curl ... example.org")]
    [InlineData("curl https://example.org/x > /srv/x", "curl ... example.org")]
    [InlineData("curl -fsSL https://example.org/x | sh", "curl ... example.org")]
    [InlineData("wget https://example.org/x", "wget ... example.org")]
    [InlineData("wget -T 5 -O /srv/x ftp://user@example.org/x", "wget ... example.org")]
    [InlineData("wget -qO- https://example.org/x | tar xz", "wget ... example.org")]
    public void Downloads_are_found(string command, string call) => Find(iso => iso.LocalD("x", command))[0].ShouldStartWith("Overlay[0].Content: '/etc/local.d/x.start' runs '" + call + "' at boot, which needs a network and a server that answers; ");

    [Theory]
    [InlineData("apk add --no-network curl")]
    [InlineData("apk add /srv/x.apk")]
    [InlineData("apk info -e curl")]
    [InlineData("pip install --no-index x")]
    [InlineData("git clone /srv/x")]
    [InlineData("git clone -b main file:///srv/x /opt/x")]
    [InlineData("apk -X /srv/repo --no-network add curl")]
    [InlineData("sh /srv/x -c 'apk add curl'")]
    [InlineData("sh -c \"$1\"")]
    [InlineData("git -C /srv/x status")]
    [InlineData("curl -fsSL -o /srv/x \"$url\"")]
    [InlineData("curl -o /run/x http://169.254.169.254/latest")]
    [InlineData("curl -s http://localhost:80/x > /run/x")]
    [InlineData("curl -d @/run/report https://example.org/report > /run/answer")]
    [InlineData("curl -fsS https://example.org/ip")]
    [InlineData("curl -o /dev/null https://example.org/x")]
    [InlineData("wget --spider https://example.org/x")]
    [InlineData("wget -qO- https://example.org/x | grep y")]
    [InlineData("wget -qO - https://example.org/x")]
    [InlineData("f() { apk add curl; }")]
    [InlineData("echo apk add curl")]
    public void What_fetches_nothing_is_fine(string command) => Clean(iso => iso.LocalD("x", command));

    [Fact]
    public void Services_are_looked_at() => Elements(iso => iso.Service("a", s => s.Run("/sbin/apk", "add", "curl").Run("apk", "add", "--no-network", "curl").Shell("git pull\n", "a reason")))
        .ShouldBe(["DeclaredServices[0].Steps[0]", "DeclaredServices[0].Steps[2].Text"]);

    [Fact]
    public void Shell_text_that_a_typed_command_gets_is_looked_at() => Find(iso => iso.Service("a", s => s.Run("/bin/sh", "-c", "read x; apk add curl"))).ShouldHaveSingleItem()
        .ShouldStartWith("DeclaredServices[0].Steps[0]: the service 'a' runs 'apk add' at boot");

    [Fact]
    public void What_only_people_call_may_fetch() => Clean(iso => iso.File("/usr/local/bin/tools", "#!/bin/sh\napk add curl\n", "0755").File("/etc/init.d/a", "#!/sbin/openrc-run\nextra_commands=tools\ntools() { apk add curl; }\n"));
}
