using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>All shell text of the builders passes shellcheck as POSIX sh.</summary>
public sealed class ShellTextTests
{
    public static TheoryData<string, string> Texts()
    {
        var texts = new TheoryData<string, string> { { "RunScripts.Supervisor", RunScripts.Supervisor }, { "ProvisionScript", ProvisionScript.Text }, { "BuildProgram", BuildProgram.File.Text } };
        foreach (var field in (FieldInfo[])[.. Constants(typeof(SandboxScripts)), .. Constants(typeof(ShellRunScripts)), .. Constants(typeof(BuilderFiles)), .. Constants(typeof(ContainerScripts))])
            texts.Add($"{field.DeclaringType!.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
        foreach (var compression in Enum.GetValues<ModloopCompression>())
            texts.Add($"MksquashfsWrapper {compression}", MksquashfsWrapper.Script(compression));
        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_passes_shellcheck(string name, string text)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/shellcheck"), "shellcheck is not installed: apt-get install shellcheck");
        using var here = new TestFolder();
        var file = here.Write("text.sh", text);

        // 2016: text in single quotes is for another shell.
        var result = await new ProcessRunner().RunAsync(
            new ProcessCommand("shellcheck", ["--shell=sh", "--exclude=2016", file]),
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
