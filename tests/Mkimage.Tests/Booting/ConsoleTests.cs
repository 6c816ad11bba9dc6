using System.Linq;
using System.Text;
using Bivouac.Mkimage.Booting.Consoles;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Booting;

public sealed class ConsoleTests
{
    [Fact]
    public void Lines_and_characters_are_whole_however_the_bytes_come()
    {
        var text = new ConsoleText();
        var bytes = Encoding.UTF8.GetBytes("gr\u00fc\u00df dich\r\n\r\nrescue login: ");

        bytes.SelectMany(b => text.Take([b])).ShouldBe(["gr\u00fc\u00df dich", ""]);
        text.Unfinished.ShouldBe("rescue login: ");
    }

    [Fact]
    public void What_would_move_the_cursor_or_colour_the_terminal_is_left_out()
    {
        var text = new ConsoleText();

        text.Take("\u001b[2J\u001b[1;1H\u001b[32m * \u001b[0mStarting sshd ...\a\r\n10 %\r20 %\r\n"u8).ShouldBe([" * Starting sshd ...", "20 %"]);
        text.Take("\u001b7  5% #  \u001b8\u001b[0K\u001b7100% ##\u001b8\u001b[0K\r\n"u8).ShouldBe(["100% ##"]);
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        var text = new ConsoleText();

        text.Take(Encoding.ASCII.GetBytes(new string('x', 200_000))).Sum(l => l.Length).ShouldBeGreaterThan(100_000);
    }

    [Theory]
    [InlineData("[    2.1] Kernel panic - not syncing: No working init found.", "the kernel panicked: ")]
    [InlineData("initramfs emergency recovery shell launched. Type 'exit' to continue boot", "the initramfs gave up")]
    [InlineData("BdsDxe: No bootable option or device was found.", "the machine's UEFI found nothing")]
    [InlineData("panic=30 is on the command line", null)]
    [InlineData("login:", null)]
    public void Only_what_ends_a_boot_ends_it(string line, string? why)
    {
        if (why is null) ConsoleEnd.WhyOf(line).ShouldBeNull();
        else ConsoleEnd.WhyOf(line).ShouldNotBeNull().ShouldStartWith(why);
    }
}
