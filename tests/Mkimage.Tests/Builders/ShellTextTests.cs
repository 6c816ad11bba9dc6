using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Processes;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>All shell text of the builders passes shellcheck as POSIX sh.</summary>
public sealed class ShellTextTests
{
    public static TheoryData<string, string> Texts()
    {
        var texts = new TheoryData<string, string> { { "BuildProgram", BuildProgram.File.Text }, { "ProvisionScript", ProvisionScript.Text } };
        FieldInfo[] fields =
        [
            .. Constants(typeof(RunScripts)),
            .. Constants(typeof(ReachScript)),
            .. Constants(typeof(ShellVariables)),
            .. Constants(typeof(BuilderFiles)),
            .. Constants(typeof(ContainerScripts)),
            .. Constants(typeof(SandboxScripts)),
            .. Constants(typeof(ShellRunScripts)),
            .. Constants(typeof(SshScripts)),
            .. Constants(typeof(SshConnection)),
            .. Constants(typeof(AlpineHostInspector)).Where(static f => f.Name.EndsWith("Script", StringComparison.Ordinal)),
        ];
        foreach (var field in fields)
            texts.Add($"{field.DeclaringType!.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
        foreach (var compression in Enum.GetValues<ModloopCompression>())
            texts.Add($"mksquashfs {compression}", MksquashfsWrapper.Of(compression).Text);
        foreach (var compression in Enum.GetValues<InitramfsCompression>())
            texts.Add($"mkinitfs {compression}", MkinitfsWrapper.Of(compression).Text);
        foreach (var program in (ScriptFile[])[ApkWrapper.Program(), SectionPackages.Program(), FetchPackages.Program(), BuildSteps.Program()])
            texts.Add(program.Name, program.Text);
        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_passes_shellcheck(string name, string text)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/shellcheck"), "shellcheck is not installed: apt-get install shellcheck");
        using var here = new TestFolder();
        var file = here.Write("text.sh", text);

        // 1090: what is read is the builder's. 2016: text in single quotes is for another shell.
        var result = await new ProcessRunner().RunAsync(
            new ProcessCommand("shellcheck", ["--shell=sh", "--exclude=1090,2016", file]),
            TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, $"{name}:\n{result.Output}{result.Error}");
        text.ShouldNotContain('\r');
    }

    private static IEnumerable<FieldInfo> Constants(System.Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.IsLiteral && field.FieldType == typeof(string))
                yield return field;
        }
    }
}
