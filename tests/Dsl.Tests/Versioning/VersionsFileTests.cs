using System.Linq;
using Bivouac.Versioning;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Versioning;

public class VersionsFileTests
{
    [Fact]
    public void Keys_have_their_values_without_the_quotes_and_their_lines()
    {
        var file = VersionsFile.Parse("# versions\n\nALPINE_VERSION=3.21\n\tGO_VERSION='1.23.6' # newest\nTEXT=\"a \\\"b\\\" \\$c\"\\ d\n");
        file.Problems.ShouldBeEmpty();
        file.Entries.ShouldBe([new("ALPINE_VERSION", "3.21", 3), new("GO_VERSION", "1.23.6", 4), new("TEXT", "a \"b\" $c d", 5)]);
        file["GO_VERSION"].ShouldBe("1.23.6");
        file["NOT_THERE"].ShouldBeNull();
    }

    [Fact]
    public void An_empty_file_has_nothing_and_no_problem() => VersionsFile.Parse("").ShouldBe(VersionsFile.Empty);

    [Fact]
    public void Equal_texts_give_equal_files() => VersionsFile.Parse("A=1\nbad\n").ShouldBe(VersionsFile.Parse("A=1\nbad\n"));

    [Theory]
    [InlineData("A=$(touch x)", "'$' would expand or run something")]
    [InlineData("A=`id`", "'`' would expand or run something")]
    [InlineData("A=1;touch x", "';' would expand or run something")]
    [InlineData("A=${X:=1}", "'$' would expand or run something")]
    [InlineData("A=\"$HOME\"", "'$' in double quotes would expand something")]
    [InlineData("A=~", "'~' would expand to a home folder")]
    [InlineData("A=x:~root", "'~' would expand to a home folder")]
    [InlineData("A=1 touch x", "what follows the white space would be run as a command")]
    [InlineData("A= 1", "what follows the white space would be run as a command")]
    [InlineData("A='1", "a single quote is not closed on its line")]
    [InlineData("A=\"1", "a double quote is not closed on its line")]
    [InlineData("A=\"1\\", "a double quote is not closed on its line")]
    [InlineData("A=1\\", "a backslash at the end continues the line")]
    [InlineData("A=1\r2", "it ends with a carriage return, which the shell takes as part of the value")]
    [InlineData("\r", "it ends with a carriage return, which the shell takes as part of the value")]
    [InlineData("A='\0'", "it holds a NUL character, which the shell drops")]
    [InlineData("A=\u0001", "it holds a control character")]
    [InlineData("export A=1", "'export A' is not a key")]
    [InlineData("a=1", "'a' is not a key")]
    [InlineData("1A=1", "'1A' is not a key")]
    [InlineData("A =1", "'A ' is not a key")]
    [InlineData("A+=1", "'A+' is not a key")]
    [InlineData("touch x", "'touch x' is not a key")]
    [InlineData("PATH=/x", "PATH is taken: mkimage.sh or the shell uses a variable of this name")]
    [InlineData("RANDOM=1", "RANDOM is taken: mkimage.sh or the shell uses a variable of this name")]
    [InlineData("LD_PRELOAD=x", "LD_PRELOAD is taken: mkimage.sh or the shell uses a variable of this name")]
    [InlineData("ABUILD_LAST_COMMIT=x", "ABUILD_LAST_COMMIT is taken: mkimage.sh or the shell uses a variable of this name")]
    [InlineData("VALUES=1", "VALUES is taken: the generated class Versions has a member of this name already")]
    [InlineData("VERSIONS=1", "VERSIONS is taken: the generated class Versions has a member of this name already")]
    [InlineData("EQUALS_=1", "EQUALS_ is taken: the generated class Versions has a member of this name already")]
    public void A_line_that_a_shell_would_read_as_something_else_is_a_problem_on_its_line(string line, string fact)
    {
        var file = VersionsFile.Parse("GOOD=1\n# comment\n" + line + "\nALSO_GOOD=2\n");
        var problem = file.Problems.ShouldHaveSingleItem();
        problem.Line.ShouldBe(3);
        problem.Rule.Id.ShouldBe("BIV0202");
        problem.Message.ShouldStartWith("the line is not KEY=value: " + fact + "; ");
        file.Entries.Select(e => e.Key).ShouldBe(["GOOD", "ALSO_GOOD"]);
    }

    [Fact]
    public void A_byte_order_mark_is_a_problem_of_the_first_line()
    {
        var file = VersionsFile.Parse("\uFEFFA=1\n");
        file.Problems.ShouldHaveSingleItem().Message.ShouldBe("the line is not KEY=value: it begins with a byte order mark, which the shell takes as part of the first key; save the file as UTF-8 without one");
        file.Problems[0].Line.ShouldBe(1);
        file["A"].ShouldBe("1");
    }

    [Theory]
    [InlineData("GO_VERSION=1\n\nGO_VERSION=2\n", "the key GO_VERSION collides with GO_VERSION on line 1; keep one of them")]
    [InlineData("GO_VERSION=1\n\nGO__VERSION=2\n", "the key GO__VERSION collides with GO_VERSION on line 1; keep one of them")]
    public void Keys_that_become_the_same_member_collide(string text, string message)
    {
        var file = VersionsFile.Parse(text);
        var problem = file.Problems.ShouldHaveSingleItem();
        (problem.Rule.Id, problem.Line, problem.Message).ShouldBe(("BIV0203", 3, message));
        file.Entries.ShouldHaveSingleItem().Value.ShouldBe("1");
    }

    [Fact]
    public void A_windows_file_has_a_problem_on_every_line_that_is_not_a_comment() =>
        VersionsFile.Parse("A=1\r\n# c\r\nB=2\r\n").Problems.Select(p => p.Line).ShouldBe([1, 3]);

    [Fact]
    public void The_keys_of_a_windows_file_are_there_so_that_no_use_of_them_is_undefined() =>
        VersionsFile.Parse("A=1\r\n\r\nB='2'\r\nC=3\r4\r\n").Entries.Select(e => (e.Key, e.Value)).ShouldBe([("A", "1"), ("B", "2")]);

    [Theory]
    [InlineData("GO_VERSION", "GoVersion")]
    [InlineData("A", "A")]
    [InlineData("SHA256_X86_64", "Sha256X8664")]
    [InlineData("A__B_", "AB")]
    public void A_key_becomes_a_member_name(string key, string member) => VersionKey.MemberName(key).ShouldBe(member);

    [Fact]
    public void A_member_name_goes_back_to_a_key() => VersionKey.FromMemberName("GoVersion").ShouldBe("GO_VERSION");

    [Theory]
    [InlineData("ALPINE_VERSION")]
    [InlineData("ALPINE_RELEASE")]
    [InlineData("MINIROOTFS_SHA256_X86_64")]
    [InlineData("MINIROOTFS_SHA256_ARMV7")]
    [InlineData("APORTS_REF")]
    [InlineData("APORTS_SHA256")]
    public void A_key_of_the_driver_can_be_used(string key)
    {
        VersionKey.IsDriverKey(key).ShouldBeTrue();
        VersionKey.IsValid(key).ShouldBeTrue();
        VersionKey.WhyReserved(key).ShouldBeNull();
    }

    [Fact]
    public void Other_keys_are_not_the_drivers() => VersionKey.IsDriverKey("GO_VERSION").ShouldBeFalse();
}
