using System;
using System.Linq;
using Bivouac.Apk;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Apk;

public sealed class ApkDependencyTests
{
    [Theory]
    [InlineData("openssh", "openssh", false, null, ApkOperator.Any, null)]
    [InlineData("!busybox-extras", "busybox-extras", true, null, ApkOperator.Any, null)]
    [InlineData("linux-lts=6.6.14-r0", "linux-lts", false, null, ApkOperator.Equal, "6.6.14-r0")]
    [InlineData("linux-lts<7", "linux-lts", false, null, ApkOperator.Less, "7")]
    [InlineData("linux-lts<=7", "linux-lts", false, null, ApkOperator.Less | ApkOperator.Equal, "7")]
    [InlineData("linux-lts>6", "linux-lts", false, null, ApkOperator.Greater, "6")]
    [InlineData("linux-lts>=6", "linux-lts", false, null, ApkOperator.Greater | ApkOperator.Equal, "6")]
    [InlineData("linux-lts~6.6", "linux-lts", false, null, ApkOperator.Fuzzy | ApkOperator.Equal, "6.6")]
    [InlineData("linux-lts=~6.6", "linux-lts", false, null, ApkOperator.Fuzzy | ApkOperator.Equal, "6.6")]
    [InlineData("linux-lts~=6.6", "linux-lts", false, null, ApkOperator.Fuzzy | ApkOperator.Equal, "6.6")]
    [InlineData("nano@edge", "nano", false, "edge", ApkOperator.Any, null)]
    [InlineData("nano@edge>=7", "nano", false, "edge", ApkOperator.Greater | ApkOperator.Equal, "7")]
    [InlineData("so:libc.musl-x86_64.so.1", "so:libc.musl-x86_64.so.1", false, null, ApkOperator.Any, null)]
    [InlineData("cmd:mount=2.38-r1", "cmd:mount", false, null, ApkOperator.Equal, "2.38-r1")]
    [InlineData("pc:zlib>=1.2", "pc:zlib", false, null, ApkOperator.Greater | ApkOperator.Equal, "1.2")]
    [InlineData(".tmp-update-kernel", ".tmp-update-kernel", false, null, ApkOperator.Any, null)]
    public void An_entry_is_read(string text, string name, bool conflict, string? tag, ApkOperator op, string? version)
    {
        var dependency = ApkDependency.Parse(text);

        dependency.Name.ShouldBe(name);
        dependency.IsConflict.ShouldBe(conflict);
        dependency.Tag.ShouldBe(tag);
        dependency.Operator.ShouldBe(op);
        dependency.Version.ShouldBe(version);
        ApkDependency.Parse(dependency.ToString()).ShouldBe(dependency);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("=1.2")]
    [InlineData("nano=")]
    [InlineData("nano>=")]
    [InlineData("nano=1.2@edge")]
    [InlineData("nano@")]
    [InlineData("nano=latest-")]
    [InlineData("nano curl")]
    [InlineData("nano\t")]
    [InlineData("nano\r")]
    [InlineData(null)]
    public void What_apk_would_not_understand_is_refused(string? text) => ApkDependency.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_refused_entry_says_what_to_write()
    {
        Should.Throw<FormatException>(() => ApkDependency.Parse("nano=7-beta")).Message.ShouldContain("nano>=1.2.3-r0");
        Should.Throw<FormatException>(() => ApkDependency.Parse("nano curl")).Message.ShouldContain("without blanks");
    }

    [Theory]
    [InlineData("linux-lts=6.6.14-r0", "6.6.14-r0", true)]
    [InlineData("linux-lts=6.6.14", "6.6.14-r0", false)]
    [InlineData("linux-lts<6.6.14-r0", "6.6.13-r5", true)]
    [InlineData("linux-lts<6.6.14-r0", "6.6.14-r0", false)]
    [InlineData("linux-lts<=6.6.14-r0", "6.6.14-r0", true)]
    [InlineData("linux-lts>=6.6", "6.6.14-r0", true)]
    [InlineData("linux-lts>6.6.14", "6.6.14-r0", true)]
    [InlineData("linux-lts~6.6", "6.6.14-r0", true)]
    [InlineData("linux-lts~6.6", "6.60.1-r0", false)]
    [InlineData("linux-lts~6.6.14-r0", "6.6.14-r0", true)]
    [InlineData("linux-lts~6.6.14-r0", "6.6.14-r1", false)]
    [InlineData("linux-lts>~6.6", "6.6.14-r0", true)]
    [InlineData("linux-lts<~6.6", "6.7-r0", false)]
    [InlineData("linux-lts~6.6.14", "6.6", true)] // apk 2.14: the beginning counts in both directions
    [InlineData("nano", "7.2-r1", true)]
    [InlineData("nano", null, true)]
    [InlineData("nano>=7", null, false)] // provided without a version
    [InlineData("!nano", "7.2-r1", false)]
    [InlineData("!nano", null, false)]
    [InlineData("!nano<7", "7.2-r1", true)]
    [InlineData("!nano<8", "7.2-r1", false)]
    [InlineData("!nano<8", null, true)]
    public void A_version_satisfies_an_entry_as_in_apk(string entry, string? version, bool expected) =>
        ApkDependency.Parse(entry).IsSatisfiedBy(version).ShouldBe(expected);

    [Fact]
    public void A_list_is_cut_at_blanks_and_line_ends() =>
        ApkDependency.Split("a b>=1\n\nso:c  d\n").ShouldBe(["a", "b>=1", "so:c", "d"]);

    [Fact]
    public void Every_dependency_and_provided_name_of_a_real_index_parses_and_is_written_back_alike()
    {
        var entries = RealIndex.Lines()
            .Where(line => line.Length > 2 && line[1] == ':' && line[0] is 'D' or 'p' or 'i')
            .SelectMany(line => ApkDependency.Split(line[2..]))
            .Distinct()
            .ToList();

        entries.Count.ShouldBeGreaterThan(5000);
        entries.Where(entry => !ApkDependency.TryParse(entry, out var read) || read.ToString() != entry).ShouldBeEmpty();
    }
}
