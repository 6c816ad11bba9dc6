using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class AccountsReplacedRuleTests() : RuleTests("BIV0308")
{
    private const string Passwd = "root bin daemon lp sync shutdown halt mail news uucp cron ftp sshd games ntp guest nobody";
    private const string Group = "root bin daemon sys adm tty disk lp kmem wheel floppy mail news uucp cron audio cdrom dialout ftp sshd input tape video netdev kvm games shadow www-data users ntp abuild utmp ping nogroup nobody";

    [Fact]
    public void Missing_accounts_are_found()
    {
        Project.Add("overlay/etc/group", Lines(Group.Replace("tty ", "").Replace("video ", "")));
        Find(iso => iso.File("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n").Tree("overlay")).ShouldBe(
        [
            "Overlay[0].Content: '/etc/passwd' takes the place of Alpine's own and lacks bin, daemon, lp, sync, shutdown and 11 more, so packages that use them would fail; begin with alpine-baselayout's lines and add to them",
            "Overlay[1].Source: '/etc/group' (overlay/etc/group) takes the place of Alpine's own and lacks tty, video, so packages that use them would fail; begin with alpine-baselayout's lines and add to them",
        ]);
    }

    [Fact]
    public void All_of_alpines_accounts_with_more_are_fine() => Clean(iso => iso.File("/etc/passwd", Lines(Passwd + " kiosk")).File("/etc/group", Lines("kiosk " + Group)));

    [Fact]
    public void Other_files_and_unknown_texts_are_fine() => Clean(iso => iso.FileFrom("/etc/passwd", "unknown").File("/etc/shadow", "root:!::::::\n").File("/srv/etc/passwd", "").Link("/etc/group", "/x"));

    private static string Lines(string names) => string.Concat(System.Linq.Enumerable.Select(names.Split(' '), n => n + ":x:0:0::/:/sbin/nologin\n"));
}
