using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class InitScriptShebangRuleTests() : RuleTests("BIV0502")
{
    [Theory]
    [InlineData("#!/bin/sh\n")]
    [InlineData("")]
    [InlineData("depend() {\n}\n#!/sbin/openrc-run\n")]
    [InlineData("#!/sbin/openrc\n")]
    public void Other_first_lines_are_found(string text) => Elements(iso => iso.File("/etc/init.d/a", text)).ShouldBe(["Overlay[0].Content"]);

    [Theory]
    [InlineData("#!/sbin/openrc-run\n")]
    [InlineData("#!/sbin/openrc-run")]
    [InlineData("#! /sbin/openrc-run\n")]
    [InlineData("#!/sbin/openrc-run -x\n")]
    [InlineData("#!/usr/sbin/openrc-run\n")]
    public void Those_of_openrc_are_fine(string text) => Clean(iso => iso.File("/etc/init.d/a", text));

    [Theory]
    [InlineData("/etc/init.d/functions.sh")]
    [InlineData("/etc/init.d/lib/common")]
    [InlineData("/etc/conf.d/a")]
    [InlineData("/usr/share/init.d/a")]
    public void Files_that_are_no_init_scripts_are_fine(string path) => Clean(iso => iso.File(path, "x"));

    [Fact]
    public void A_script_that_is_replaced_later_is_fine() => Clean(iso => iso.File("/etc/init.d/a", "#!/bin/sh\n").File("/etc/init.d/a", "#!/sbin/openrc-run\n"));

    [Fact]
    public void A_file_that_is_no_text_is_not_judged()
    {
        Project.Add("a.bin", null);
        Clean(iso => iso.FileFrom("/etc/init.d/a", "a.bin"));
    }

    [Fact]
    public void A_long_first_line_is_cut() => Find(iso => iso.File("/etc/init.d/a", new string('x', 5000)))[0].Length.ShouldBeLessThan(300);
}
