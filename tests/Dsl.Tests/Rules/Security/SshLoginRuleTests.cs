using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class SshLoginRuleTests() : RuleTests("BIV0607")
{
    [Fact]
    public void Root_by_password_and_empty_passwords_are_found() => Find(iso => iso.File("/etc/ssh/sshd_config", "# x\nPermitRootLogin yes\nPermitEmptyPasswords yes\n")).ShouldBe(
        [
            "Overlay[0].Content: '/etc/ssh/sshd_config' lets root log in over SSH with a password; set PermitRootLogin prohibit-password, or PasswordAuthentication no",
            "Overlay[0].Content: '/etc/ssh/sshd_config' lets accounts without a password log in over SSH; set PermitEmptyPasswords no",
        ]);

    [Fact]
    public void The_line_is_the_repair() => Fixes(iso => iso.File("/etc/ssh/sshd_config.d/a.conf", "  permitrootlogin = \"yes\" # x\n")).ShouldBe([new Fix(FixKind.ReplaceInText, "permitrootlogin = \"yes", "permitrootlogin = \"prohibit-password")]);

    [Fact]
    public void A_remark_behind_the_line_stays() => Fixes(iso => iso.File("/etc/ssh/sshd_config", "PermitRootLogin yes # yes, they asked\n")).ShouldBe([new Fix(FixKind.ReplaceInText, "PermitRootLogin yes", "PermitRootLogin prohibit-password")]);

    [Theory]
    [InlineData("PermitRootLogin no\nPermitRootLogin yes\n")]
    [InlineData("PermitRootLogin yes\nPasswordAuthentication no\nPermitEmptyPasswords yes\n")]
    [InlineData("#PermitRootLogin yes\n")]
    [InlineData("PermitRootLogin prohibit-password\nPermitEmptyPasswords no\n")]
    [InlineData("Match Address 10.0.0.0/8\n  PermitRootLogin yes\n")]
    [InlineData("AllowUsers admin\nPermitRootLogin yes\n")]
    [InlineData("AuthenticationMethods publickey\nPermitRootLogin yes\n")]
    [InlineData("Include /etc/other/*.conf\nPermitRootLogin yes\n")]
    [InlineData("")]
    public void Configurations_that_keep_root_out_are_fine(string text) => Clean(iso => iso.File("/etc/ssh/sshd_config", text));

    [Fact]
    public void The_first_value_counts_also_in_included_files()
    {
        Clean(iso => iso.File("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n").File("/etc/ssh/sshd_config.d/a.conf", "PermitRootLogin no\n"));
        Elements(iso => iso.File("/etc/ssh/sshd_config", "PermitRootLogin yes\nInclude /etc/ssh/sshd_config.d/*.conf\n").File("/etc/ssh/sshd_config.d/a.conf", "PermitRootLogin no\n")).ShouldBe(["Overlay[0].Content"]);
        Elements(iso => iso.File("/etc/ssh/sshd_config.d/b.conf", "PermitRootLogin no\n").File("/etc/ssh/sshd_config.d/a.conf", "PermitRootLogin yes\n")).ShouldBe(["Overlay[1].Content"]);
        Clean(iso => iso.File("/etc/ssh/sshd_config", "PermitRootLogin no\n").File("/etc/ssh/sshd_config.d/a.conf", "PermitRootLogin yes\n"));
    }

    [Fact]
    public void A_project_file_is_named_with_its_line_and_an_unknown_one_may_say_anything()
    {
        Project.Add("overlay/etc/ssh/sshd_config.d/b.conf", "\nPermitRootLogin yes\n");
        Find(iso => iso.Tree("overlay")).ShouldHaveSingleItem().ShouldStartWith("Overlay[0].Source: 'overlay/etc/ssh/sshd_config.d/b.conf:2' lets root");
        Clean(iso => iso.Tree("overlay").FileFrom("/etc/ssh/sshd_config.d/a.conf", "unknown"));
    }

    [Fact]
    public void What_the_declared_configuration_does_not_include_counts_for_nothing() => Clean(iso => iso.Ssh(s => s.OpenSsh()).File("/etc/ssh/sshd_config.d/root.conf", "PermitRootLogin yes\n"));
}
