using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class LostOutputRuleTests() : RuleTests("BIV0807")
{
    [Theory]
    [InlineData("command=/usr/bin/a\ncommand_background=yes\n")]
    [InlineData("command=/usr/bin/a\nsupervisor=supervise-daemon\n")]
    [InlineData("start() {\n\tstart-stop-daemon --start --background --exec /usr/bin/a\n}\n")]
    [InlineData("start() {\n\t/usr/bin/a &\n}\n")]
    public void Programs_whose_output_goes_nowhere_are_found(string script) => Elements(iso => iso.File("/etc/init.d/a", "#!/sbin/openrc-run\n" + script)).ShouldBe(["Overlay[0].Content"]);

    [Theory]
    [InlineData("command=/usr/bin/a\ncommand_background=yes\noutput_log=/var/log/a\nerror_log=/var/log/a\n")]
    [InlineData("command=/usr/bin/a\nsupervisor=supervise-daemon\noutput_logger=logger\n")]
    [InlineData("command=/usr/bin/a\ncommand_args=\"--logfile /var/log/a\"\ncommand_background=yes\n")]
    [InlineData("command=/usr/bin/a\n")]
    [InlineData("command=\"$x\"\ncommand_background=yes\n")]
    [InlineData("start() {\n\tstart-stop-daemon --start --background --stdout /var/log/a --exec /usr/bin/a\n}\n")]
    [InlineData("start() {\n\t/usr/bin/a > /var/log/a 2>&1 &\n}\n")]
    [InlineData("start() {\n\t( /usr/bin/a; /usr/bin/b ) > /var/log/a 2>&1 &\n}\n")]
    [InlineData("stop() {\n\t/usr/bin/a &\n}\n")]
    public void Others_are_fine(string script) => Clean(iso => iso.File("/etc/init.d/a", "#!/sbin/openrc-run\n" + script));

    [Fact]
    public void Settings_and_scripts_with_a_log_of_their_own_count()
    {
        const string Script = "#!/sbin/openrc-run\ncommand=/usr/local/bin/a\ncommand_background=yes\n";
        Elements(iso => iso.File("/etc/init.d/a", Script).File("/usr/local/bin/a", "#!/bin/sh\nwork\n", "0755")).ShouldBe(["Overlay[0].Content"]);
        Clean(iso => iso.File("/etc/init.d/a", Script).File("/usr/local/bin/a", "#!/bin/sh\nexec > /var/log/a\nwork\n", "0755"));
        Clean(iso => iso.File("/etc/init.d/a", Script).ConfD("a", "output_log", "/var/log/a"));
        Clean(iso => iso.File("/etc/init.d/a", Script).FileFrom("/etc/conf.d/a", "a"));
    }

    [Fact]
    public void Services_of_the_definition_have_a_log() => Clean(iso => iso.Service("a", s => s.Run("/usr/bin/a").Supervised()).Network(n => n.DhcpOnAllInterfaces()));
}
