using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class PlainPasswordRuleTests() : RuleTests("BIV0604")
{
    [Theory]
    [InlineData("echo 'root:Tr0ub4dor' | chpasswd", "the password of 'root'")]
    [InlineData("echo \"root:Tr0ub4dor\" | busybox chpasswd -c sha512", "the password of 'root'")]
    [InlineData("printf 'kiosk:abc\\n' | chpasswd", "the password of 'kiosk'")]
    [InlineData("chpasswd <<< root:toor", "the password of 'root'")]
    [InlineData("chpasswd <<E\nroot:toor\nE", "the password of 'root'")]
    [InlineData("sshpass -p s3cret ssh host", "the password of sshpass")]
    [InlineData("sshpass -ps3cret ssh host", "the password of sshpass")]
    [InlineData("export DB_PASSWORD=s3cret", "DB_PASSWORD")]
    [InlineData("MYSQL_PASSWD='s3cret' mysql", "MYSQL_PASSWD")]
    [InlineData("PASSWORD=\"s3cret\"", "PASSWORD")]
    [InlineData("curl https://bob:s3cret@host/x", "the password of an address")]
    public void Passwords_in_scripts_are_found_and_not_repeated(string line, string what) => Find(iso => iso.File("/etc/local.d/x.start", "#!/bin/sh\n" + line + "\n")).ShouldBe(
        [$"Overlay[0].Content: '/etc/local.d/x.start' holds {what} in plain text, which everyone who has the image can read; bring it in at boot, or put a hash where one will do"]);

    [Theory]
    [InlineData("echo 'root:$6$abc$def' | chpasswd -e")]
    [InlineData("echo \"root:$password\" | chpasswd")]
    [InlineData("echo root:`cat /media/usb/p` | chpasswd")]
    [InlineData("chpasswd <<E\nroot:$p\nE")]
    [InlineData("printf 'root:%s\\n' x | chpasswd")]
    [InlineData("echo 'root:' | chpasswd")]
    [InlineData("echo 'root:toor' | tee /x")]
    [InlineData("# echo root:toor | chpasswd")]
    [InlineData("sshpass -p \"$P\" ssh host")]
    [InlineData("sshpass -f /x ssh host")]
    [InlineData("PASSWORD=")]
    [InlineData("PASSWORD=$1")]
    [InlineData("PASSWORD=$(cat /x)")]
    [InlineData("PASSWORD=/etc/secret")]
    [InlineData("PASSWORD='Enter the password: '")]
    [InlineData("DB_PASSWORD_FILE=/etc/x; NOPASSWORD=maybe; ASK_PASSWORD=always-so; PASSWORD=ask; DISABLE_PASSWORD=really")]
    [InlineData("PASSWORD='********'; DB_PASSWORD=@DB_PASSWORD@; ROOT_PASSWD=locked; A_PASSWORD=__A__")]
    [InlineData("curl https://$u:$p@host https://host/a:b@c https://host:8080/@x https://user@host https://user:password@host")]
    [InlineData("# https://bob:s3cret@host/x")]
    public void Other_lines_are_fine(string line) => Clean(iso => iso.File("/etc/local.d/x.start", "#!/bin/sh\n" + line + "\n"));

    [Fact]
    public void Settings_wireless_networks_and_project_files_are_found()
    {
        Project.Add("overlay/etc/wpa_supplicant/wpa_supplicant.conf", "network={\n # psk=\"no\"\n psk=\"pass phrase\"\n}\n").Add("overlay/etc/conf.d/agent", "# x\nAGENT_PASSWORD=s3cret\n");
        Elements(iso => iso.Tree("overlay").ConfD("db", "DB_PASSWORD", "s3cret").ConfD("db", "URL", "http://u:s3cret@host").RawOverlayShell("PASSWORD=s3cret\n", "why")).ShouldBe(["Overlay[0].Source", "Overlay[0].Source", "ConfD[0].Value", "ConfD[1].Value", "RawShell[0].Text"]);
        Find(iso => iso.Tree("overlay"))[1].ShouldStartWith("Overlay[0].Source: 'overlay/etc/wpa_supplicant/wpa_supplicant.conf:3' holds psk in plain text");
    }

    [Fact]
    public void Hashes_and_other_texts_are_fine() => Clean(iso => iso.File("/etc/wpa_supplicant/a.conf", "psk=0123456789abcdef\n#psk=\"x\"\n").File("/etc/motd", "PASSWORD=s3cret\n").File("/root/README.md", "https://bob:s3cret@host/\n").ConfD("db", "DB_PASSWORD", "/etc/secret"));

    [Fact]
    public void Shell_of_services_is_read() => Elements(iso => iso.ConfD("x", "y", "z").Service("a", s => s.Shell("echo root:Tr0ub4dor | chpasswd\n", "a reason"))).ShouldBe(["DeclaredServices[0].Steps[0].Text"]);
}
