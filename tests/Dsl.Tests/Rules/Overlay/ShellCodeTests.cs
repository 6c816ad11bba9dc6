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
    [InlineData("case $x in\na) b ;;\n*) c ;;\nesac", "case $x in|b|c|esac")]
    [InlineData("case $x in (a | b) c ;; 'd e') f;& *) g; esac\nh", "case $x in|c|f|g|esac|h")]
    [InlineData("x=$(case y in z) a ;; esac); b", "case y in z|a|esac|b")]
    [InlineData("start() {\n a; }\nstop ( )\n(\n b )", "a|}|b")]
    [InlineData("a &>/dev/null b", "a b")]
    [InlineData("nice -n 5 ionice -c3 a; setsid b", "a|b")]
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

    [Theory]
    [InlineData("a & b", "a")]
    [InlineData("a && b || c & d", "a b c")]
    [InlineData("a; b | c & d", "b c")]
    [InlineData("a &&\n\n b & c", "a b")]
    [InlineData("a\n\nb & c", "b")]
    [InlineData("( a; b ) & c", "a b")]
    [InlineData("( a ) >/dev/null 2>&1 & c", "a")]
    [InlineData("( a )\nb & c", "b")]
    [InlineData("{ a; ( b ); } </dev/null & c", "a b }")]
    [InlineData("while a; do b; done & c", "a b done")]
    [InlineData("if a; then b; else c; fi; d & e", "d")]
    [InlineData("if a; then b; else c; fi & e", "a b c fi")]
    [InlineData("f() { a; b & }\nc", "b")]
    [InlineData("a $(b; c) & d", "a b c")]
    [InlineData("while x=$(a); do b; done & c", "a b done")]
    [InlineData("a 2>&1 >&2; b &>f; c", "")]
    [InlineData("case x in a) b & ;; c) d ;; esac", "b")]
    public void What_is_in_the_background_is_known(string text, string names) =>
        string.Join(" ", Read(text).Commands.Where(c => c.IsInBackground && c.Name.Length > 0).Select(c => c.Name)).ShouldBe(names);

    [Theory]
    [InlineData("read x", false)]
    [InlineData("read x < f", true)]
    [InlineData("read x <&3", true)]
    [InlineData("read x < /dev/tty1", false)]
    [InlineData("read x 3< f", false)]
    [InlineData("echo y | read x", true)]
    [InlineData("while read x; do :; done < f", true)]
    [InlineData("while :; do read x; done", false)]
    [InlineData("a | while :; do if b; then read x; fi; done", true)]
    [InlineData("a | { b; read x; }", true)]
    [InlineData("a | ( b; read x )", true)]
    [InlineData("( b; read x ) <<E\n1\nE\n", true)]
    [InlineData("while a < f; do read x; done", false)]
    [InlineData("f() { read x; } < g", true)]
    public void What_reads_something_else_is_known(string text, bool hasInput) => Read(text).Commands.Single(c => c.Name == "read").HasInput.ShouldBe(hasInput);

    [Theory]
    [InlineData("start() { a; if b; then x; fi; }\nstop() { c; }", "start")]
    [InlineData("start() { a; }\nx", null)]
    [InlineData("start()\n{\n\ty=$(b | x)\n}", "start")]
    [InlineData("start() ( x )", "start")]
    public void The_function_of_a_command_is_known(string text, string? function) => Read(text).Commands.Single(c => c.Name == "x").Function.ShouldBe(function);

    [Theory]
    [InlineData("timeout 5 x", true)]
    [InlineData("timeout -k 1 -s KILL 5 busybox x", true)]
    [InlineData("x timeout 5", false)]
    public void A_time_limit_is_known(string text, bool isLimited) => Read(text).Commands.Single(c => c.Name == "x").IsLimited.ShouldBe(isLimited);

    [Theory]
    [InlineData("if a; then b; fi; f() { c; }", true)]
    [InlineData("if a; then b", false)]
    [InlineData("a; done", false)]
    [InlineData("f() { if a; then b; }", false)]
    [InlineData("( a; b", false)]
    [InlineData("a )", false)]
    [InlineData("x=$(while a; do b); c", false)]
    public void What_does_not_match_is_not_whole(string text, bool isWhole) => Read(text).IsWhole.ShouldBe(isWhole);

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
