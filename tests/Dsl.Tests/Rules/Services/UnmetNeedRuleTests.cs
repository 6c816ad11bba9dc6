using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class UnmetNeedRuleTests() : RuleTests("BIV0504")
{
    private const string Script = "#!/sbin/openrc-run\ndepend() {\n\tneed audit-store # ours\n\tuse net\n\tafter sshd\n}\n";

    [Fact]
    public void A_need_of_an_overlay_script_that_is_not_there_is_found() => Find(iso => iso.File("/etc/init.d/a", Script).Enable("a"))
        .ShouldBe(["Services[0]: the service 'a' needs 'audit-store', which no declared package and no overlay file has, so it does not start; put /etc/init.d/audit-store into the overlay, or take the need out of the script"]);

    [Fact]
    public void A_need_that_another_overlay_script_is_or_provides_is_met()
    {
        Clean(iso => iso.File("/etc/init.d/a", Script).File("/etc/init.d/audit-store", "#!/sbin/openrc-run\n").Enable("a"));
        Clean(iso => iso.File("/etc/init.d/a", Script).File("/etc/init.d/b", "#!/sbin/openrc-run\ndepend() { :; }\ndepend() {\n provide audit-store\n}\n").Enable("a"));
    }

    [Theory]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\tif [ -e /x ]; then\n\t\tneed nothing\n\tfi\n}\n")]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\t[ -e /x ] && need nothing\n}\n")]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\tcase x in\n\t\tx) need nothing;;\n\tesac\n}\n")]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\t# need nothing\n\tneed $dynamic\n\twant nothing\n}\nstart() {\n\tneed nothing\n}\n")]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\tneed localmount logger clock dev\n}\n")]
    [InlineData("#!/sbin/openrc-run\ncommand=/x\n")]
    public void Conditions_comments_and_what_the_base_system_has_are_fine(string script) => Clean(iso => iso.File("/etc/init.d/a", script).Enable("a"));

    [Fact]
    public void Several_needs_on_a_line_and_in_one_line_functions_are_read() =>
        Elements(iso => iso.File("/etc/init.d/a", "#!/sbin/openrc-run\ndepend() {\n\tneed x1 \\\n\t\tx2; need x3\n}\n").Enable("a")
            .File("/etc/init.d/b", "#!/sbin/openrc-run\ndepend() { need x4; }\nstart() { need x5; }\n").Enable("b")).Length.ShouldBe(4);

    [Fact]
    public void A_network_that_nothing_brings_up_is_found() => Elements(iso => iso.Apks("dropbear").Enable("dropbear")).ShouldBe(["Services[0]"]);

    [Fact]
    public void A_network_service_or_a_setting_meets_the_need()
    {
        Clean(iso => iso.Apks("dropbear").Enable("dropbear").Enable("networking", Runlevel.Boot));
        Clean(iso => iso.Apks("dropbear", "networkmanager", "dbus").Enable("dropbear").Enable("networkmanager"));
        Clean(iso => iso.Apks("dropbear").Enable("dropbear").ConfD("dropbear", "rc_need", "!net"));
        Clean(iso => iso.Apks("dropbear").Enable("dropbear").File("/etc/conf.d/dropbear", "rc_need=\"!net\"\n"));
        Clean(iso => iso.Apks("dropbear").Enable("dropbear").File("/etc/init.d/dhcp", "#!/sbin/openrc-run\ndepend() {\n\tprovide net\n}\n").Enable("dhcp"));
    }

    [Fact]
    public void Sshd_needs_a_network_only_for_some_settings() => Clean(iso => iso.Apks("openssh").Enable("sshd"));

    [Fact]
    public void What_a_script_of_the_overlay_says_about_the_network_is_another_rules() => Clean(iso => iso.File("/etc/init.d/a", "#!/sbin/openrc-run\ndepend() {\n\tneed net\n}\n").Enable("a"));

    [Fact]
    public void A_replaced_script_counts_instead_of_the_packages_own() => Clean(iso => iso.Apks("dropbear").File("/etc/init.d/dropbear", "#!/sbin/openrc-run\n").Enable("dropbear"));

    [Fact]
    public void What_is_disabled_or_not_there_at_all_is_left_to_others() => Clean(iso => iso.Enable("dropbear").Disable("dropbear").Enable("nosuch"));

    [Fact]
    public void The_package_that_is_missing_is_named() => Fixes(iso => iso.Apks("certmonger").Enable("certmonger")).Single().Value.ShouldBe(".Apks(\"dbus\")");
}
