using System;
using System.Linq;
using Bivouac.Mkimage.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

/// <summary>What comes from a builder must not steer the terminal of whoever reads it.</summary>
public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain text stays", "plain text stays")]
    [InlineData("letters of all languages: äß → 漢字 😀", "letters of all languages: äß → 漢字 😀")]
    [InlineData("\u001b[1;32m>>> \u001b(B\u001b[mgreen", ">>> green")]
    [InlineData("\u001b]0;a title\u0007after BEL", "after BEL")]
    [InlineData("\u001b]8;;http://x\u001b\\a link\u001b]8;;\u001b\\", "a link")]
    [InlineData("\u001bPq#0~\u001b\\sixel", "sixel")]
    [InlineData("\u001b[2J\u001b[H\u001b[10;10Hhome", "home")]
    [InlineData("\u009b31mred\u009d0;title\u009cof eight bits", "redof eight bits")]
    [InlineData("\u001bcreset", "reset")]
    [InlineData("\u001b]a title without an end", "")]
    [InlineData("an escape at the end\u001b", "an escape at the end")]
    [InlineData("\u001b[12", "")]
    [InlineData("back\b\bspace, bell\a, nul\0, delete\u007f, next line\u0085", "backspace, bell, nul, delete, next line")]
    [InlineData("a\tb", "a  b")]
    [InlineData("10%\r 20%\r 30% done", " 30% done")]
    [InlineData("50%\r\r", "50%")]
    [InlineData("\u202Egnp.exe\u202C \u2066hidden\u2069 zero\u200Bwidth \uFEFFmark", "gnp.exe hidden zerowidth mark")]
    [InlineData("two\u2028lines\u2029", "two  lines  ")]
    [InlineData("\u001b[31\nm", "m")]
    public void Control_sequences_and_characters_are_taken_out(string line, string clean) => LogText.Clean(line).ShouldBe(clean);

    [Fact]
    public void Half_a_character_becomes_a_replacement() => LogText.Clean("a\ud83d b").ShouldBe("a\ufffd b");

    [Fact]
    public void Whatever_the_line_nothing_that_steers_a_terminal_is_left()
    {
        var random = new Random(4);
        const string Alphabet = "\u001b\u001b[](P\\;0123mABHJKhl?\r\n\t\b\a\u009b\u009c\u009d\u0090\u202e\u2028a漢\ud83d\ude00 ";
        for (var i = 0; i < 20_000; i++)
        {
            var line = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var clean = LogText.Clean(line);

            clean.Any(char.IsControl).ShouldBeFalse(line);
            LogText.Clean(clean).ShouldBe(clean, "what is clean stays as it is");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tar: Ignoring unknown extended header keyword 'APK-TOOLS.checksum.SHA1'")]
    [InlineData(" 12% ██████              ")]
    [InlineData("[==========================/ ] 123/456  27%")]
    [InlineData("xorriso : UPDATE :  10.00% done")]
    [InlineData(" 45.31% done, estimate finish Tue Mar 18 12:00:00 2025")]
    public void What_says_nothing_is_noise(string line) => LogText.IsNoise(line).ShouldBeTrue();

    [Theory]
    [InlineData("(1/9) Installing kmod (33-r2)")]
    [InlineData("12% of the packages are missing")]
    [InlineData("tar: Unexpected EOF in archive")]
    [InlineData("[ERROR] 3/9 failed")]
    public void What_says_something_is_not(string line) => LogText.IsNoise(line).ShouldBeFalse();

    [Fact]
    public void The_tail_has_only_lines_that_say_something() =>
        LogText.Tail(["first", "\u001b[31msecond\u001b[0m", "tar: Ignoring unknown extended header keyword 'x'", " 1%\r 99%\r100% ", "", "third"], 2).ShouldBe(["second", "third"]);
}
