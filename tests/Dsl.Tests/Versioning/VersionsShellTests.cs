using System;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Dsl.Tests.Scripts;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Versioning;
using CsCheck;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Versioning;

/// <summary>Given any VERSIONS file without problems, when a shell sources it, then each key has the value that was read, and nothing else happens.</summary>
public class VersionsShellTests
{
    private static readonly string[] Fragments =
    [
        "1.2.3", "3.21", "a", "x y", "'", "\"", "''", "\"\"", "'it'\\''s'", "\\", "\\\\", "\\'", "\\\"", "\\$", "\\`", "\\ ", "\\#", "\\~", "$", "$x", "${X:=y}", "${HOME}", "$(touch canary)", "`touch canary`", ";touch canary", "&touch canary",
        "|touch canary", "\ttouch canary", " touch canary", ">canary", "<canary", "(touch canary)", "~", "~root", ":~", ":~root", "=~", "a:b", "#", " #c", " # touch canary", "\t", " ", "  ", "*", "?", "[a]", "{a,b}", "!", "%", "=", "=x", "+",
        "\r", "\u0001", "\u0081", "\u0088", "ć", "é", "日本", "\uFEFF", "\u00a0", "\u2028", "\0", "\b", "\f", "\v", "'$(touch canary)'", "\"$(touch canary)\"", "\"`touch canary`\"", "\"a\\$b\"", "\"a\\nb\"", "'a\\nb'", "\"\\\\\"", "\"\\", "'\\'",
    ];

    private static readonly string[] Starts =
    [
        "A", "B_1", "GO_VERSION", "LONG_KEY_NAME_2", "a", "1A", "_A", "A-B", "A B", "export A", "readonly A", "X=1 touch", "RANDOM", "PATH", "IFS", "PS4", "EPOCHSECONDS", "OPTIND", "LINENO", "LC_ALL", " A", "\tB", "#", "# touch canary", "touch canary #", "", "A[0]", "A+",
    ];

    private static readonly Gen<string> Line = Gen.Frequency(
        (10, Gen.Select(Gen.Frequency((3, Gen.OneOf("A", "B", "C_D", "E2")), (1, Gen.OneOf(Starts))), Gen.Frequency((9, Gen.Const("=")), (1, Gen.OneOf("", " = ", "= ", "=="))), Gen.OneOf(Fragments).Array[0, 3])
            .Select((start, equals, fragments) => start + equals + string.Concat(fragments))),
        (1, Gen.OneOf("", " ", "# a comment", "\t# $(touch canary)", "touch canary", "\r", ". ./canary", "A=", "}", "!")));

    private static readonly Gen<string> Files = Gen.Select(Line.Array[1, 4], Gen.Frequency((8, Gen.Const("\n")), (1, Gen.Const("\r\n"))), Gen.Frequency((9, Gen.Const("")), (1, Gen.Const("\uFEFF"))), Gen.Bool)
        .Select((lines, end, mark, last) => mark + string.Join(end, lines) + (last ? end : ""));

    [Fact]
    public void Busybox_reads_what_was_parsed_and_runs_nothing() => Check(ShellKit.Busybox);

    [Fact]
    public void Dash_reads_what_was_parsed_and_runs_nothing() => Check(ShellKit.Dash);

    [Fact]
    public void Any_one_line_text_without_control_characters_can_be_a_value_in_single_quotes() =>
        Nasty.Value.Where(v => !v.Contains('\0')).Sample(value =>
        {
            var file = VersionsFile.Parse("KEY='" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'\n");
            return file.Problems.Count == 0 && file["KEY"] == value;
        }, iter: 500, threads: 1);

    private static void Check(ShellKit kit)
    {
        Assert.SkipUnless(kit.Missing is null, kit.Missing ?? "");
        Files.Where(text => VersionsFile.Parse(text).Problems.Count == 0).Array[25].Sample(
            texts =>
            {
                using var folder = new TempFolder();
                var script = new StringBuilder();
                var expected = new StringBuilder("exit 0\n");
                for (var i = 0; i < texts.Length; i++)
                {
                    var entries = VersionsFile.Parse(texts[i]).Entries;
                    folder.Write(i + "/VERSIONS", texts[i]);
                    script.Append("(cd ").Append(i).Append("; . ./VERSIONS; echo done $?").AppendJoin("", entries.Select(e => "; printf '%s\\n' \"$" + e.Key + "\"")).Append(")\n");
                    expected.Append("done 0\n").AppendJoin("", entries.Select(e => e.Value + "\n"));
                }

                kit.RunText(folder.Path, script.ToString()).ToString().ShouldBe(expected + "\n", string.Join("\n---\n", texts));
                Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Length.ShouldBe(2 * texts.Length);
            },
            iter: 6 * Effort.Factor,
            threads: 1);
    }
}
