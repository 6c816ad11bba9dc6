using System;
using System.Linq;
using Bivouac.Rules.Inputs;
using Bivouac.Rules.Overlay;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class ShellCodeTests
{
    private const string Letters = "ab $(){}`'\"\\<>|&;\n#-=1";

    [Theory]
    [InlineData("a b;c|d e&&f||g&h", "a b|c|d e|f|g|h")]
    [InlineData("if ! wget -q 'x y'; then exit 1; fi", "wget -q x y|exit 1|fi")]
    [InlineData("timeout -s KILL 5 busybox wget x", "wget x")]
    [InlineData("A=1 B='2 3' /usr/bin/curl \"$A\" # curl -k", "curl $A")]
    [InlineData("x=$(curl -k y) && echo `wget z` \"$(apk add q)\"", "curl -k y|echo $ $|wget z|apk add q")]
    [InlineData("echo $((1<<2)) wget x\ncurl y", "echo $ wget x|curl y")]
    [InlineData("x=$( (a; b) ); c", "a|b|c")]
    [InlineData("cat <<EOF; a\nwget x\nEOF\nb", "cat|a|b")]
    [InlineData("cat <<-'EOF' > f\n\twget x\n\tEOF\nb", "cat|b")]
    [InlineData("a 2>/dev/null >&2 2>&1 < in", "a")]
    [InlineData("case $x in\na) b ;;\n*) c ;;\nesac", "case $x in|a|b|*|c|esac")]
    [InlineData("a \\\n  b \\# c", "a b # c")]
    [InlineData("echo ${x:-`y`} ${#z} a#b", "echo $ $ a#b")]
    [InlineData("for i in 1 2; do curl $i; done", "for i in 1 2|curl $i|done")]
    public void Commands_are_read_with_their_words(string text, string commands) =>
        string.Join("|", Read(text).Commands.Where(c => c.Name.Length > 0).Select(c => string.Join(" ", c.Arguments.Select(a => a.Text).Prepend(c.Name)))).ShouldBe(commands);

    [Fact]
    public void Pipes_and_here_documents_are_kept()
    {
        var commands = Read("echo a | b <<< 'c'\nd <<E\nf $g\nE\n").Commands;
        commands.Single(c => c.Name == "b").PipedFrom!.Name.ShouldBe("echo");
        commands.Single(c => c.Name == "b").Here!.Text.ShouldBe("c");
        commands.Single(c => c.Name == "d").Here.ShouldBe(new ShellWord(25, "f $g\n", false));
    }

    [Fact]
    public void Comments_become_blanks() => Read("a # b\n'# c' d#e\n\t# f").WithoutComments.ShouldBe("a    \n'# c' d#e\n\t   ");

    [Theory]
    [InlineData("$(")]
    [InlineData("`")]
    [InlineData("'")]
    [InlineData("\"$(a")]
    [InlineData("${")]
    [InlineData("<<")]
    [InlineData("a <<E")]
    [InlineData("$((")]
    [InlineData("\\")]
    [InlineData("((((")]
    [InlineData("`a")]
    [InlineData("a|")]
    [InlineData("<<E\n")]
    public void What_does_not_end_or_is_repeated_without_end_is_read_in_time(string text)
    {
        Read(text);
        Read(string.Concat(Enumerable.Repeat(text, 1_000_000 / text.Length)));
    }

    [Fact]
    public void Any_text_is_read()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++) Read(new string([.. Enumerable.Range(0, 60).Select(_ => Letters[random.Next(Letters.Length)])]));
    }

    private static ShellCode Read(string text) => ShellCode.Of(new FileText(text));
}
