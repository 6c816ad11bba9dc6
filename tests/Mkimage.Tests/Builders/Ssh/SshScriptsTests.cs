using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders.Shell;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>The texts for the far side, by each shell that may be there.</summary>
public sealed class SshScriptsTests : IDisposable
{
    private static readonly DateTime Old = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    public static TheoryData<string> Shells => PosixShell.Names;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_store_has_only_what_is_whole(string shell)
    {
        var hashes = Enumerable.Range(0, 3000).Select(i => Keep("content " + i)).ToList();
        here.Write("store/" + hashes[7], "");
        here.Write("store/" + hashes[8], "content 9");
        File.Delete(here["store/" + hashes[9]]);
        foreach (var hash in hashes.Where((_, i) => i != 9))
            File.SetLastWriteTimeUtc(here["store/" + hash], Old);
        var asked = hashes[..2999];

        var result = await AskAsync(shell, asked);

        result.Succeeded.ShouldBeTrue(result.Error);
        var whole = asked.Except([hashes[7], hashes[8], hashes[9]]).ToHashSet();
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(whole, ignoreOrder: true);
        foreach (var (hash, i) in hashes.Select(static (h, i) => (h, i)).Where(static h => h.i != 9))
            (File.GetLastWriteTimeUtc(here["store/" + hash]) != Old).ShouldBe(whole.Contains(hash), $"the use of {i} is noted");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Who_asks_for_nothing_has_nothing_and_touches_nothing(string shell)
    {
        var hash = Keep("kept");
        File.SetLastWriteTimeUtc(here["store/" + hash], Old);

        (await AskAsync(shell, [])).ShouldBe(new ProcessResult(0, "", ""));

        Directory.EnumerateFileSystemEntries(here["store"]).ShouldHaveSingleItem();
        File.GetLastWriteTimeUtc(here["store/" + hash]).ShouldBe(Old);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_gets_its_name_when_it_is_on_the_disk(bool knowsFileSystems)
    {
        WriteSync(knowsFileSystems);
        here.Write("from/f", "x");

        (await RunAsync(SshScripts.Rename, null, here["from"], here["to"])).Succeeded.ShouldBeTrue();

        File.ReadAllText(here["to/f"]).ShouldBe("x");
        File.ReadAllText(here["synced"]).ShouldBe(knowsFileSystems ? $"-f {here["from"]} before\n" : $"-f {here["from"]} before\n before\n");
        (await RunAsync(SshScripts.Rename, null, here.Folder("from"), here["to"])).Succeeded.ShouldBeTrue();
        File.ReadAllLines(here["synced"]).Length.ShouldBe(knowsFileSystems ? 1 : 2, "nothing was renamed");
    }

    [Fact]
    public async Task A_folder_in_a_container_too()
    {
        WriteSync(knowsFileSystems: true);
        here.Write("in/f", "x");

        (await RunAsync(ContainerScripts.Place, (stream, token) => FolderTar.WriteAsync(here["in"], stream, token), here["to"])).Succeeded.ShouldBeTrue();

        File.ReadAllText(here["to/f"]).ShouldBe("x");
        File.ReadAllText(here["synced"]).ShouldMatch($"^-f {here["to"]}\\.partial\\.[0-9]+ before\n$");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_work_directory_is_made_for_its_user_alone_and_a_named_one_that_is_there_stays(string shell)
    {
        foreach (var name in (string[])["new", "named", "default"])
        {
            if (name != "new")
                File.SetUnixFileMode(here.Folder("tmp/" + name), (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(here.Folder("tmp"), (UnixFileMode)0b1_111_111_111);
            var command = await PosixShell.RunAsync(shell, here, SshScripts.MakePrivate, here["tmp/" + name], name == "default" ? "default" : "");
            (await processes.RunAsync(command, Token)).ShouldBe(new ProcessResult(0, "", ""));
        }

        ModeOf("tmp/new").ShouldBe("700");
        ModeOf("tmp/named").ShouldBe("755");
        ModeOf("tmp/default").ShouldBe("700");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_link_in_the_place_of_the_work_directory_is_neither_taken_nor_closed(string shell)
    {
        File.SetUnixFileMode(here.Folder("tmp"), (UnixFileMode)0b1_111_111_111);
        File.SetUnixFileMode(here.Folder("elsewhere"), (UnixFileMode)0b111_101_101);
        File.CreateSymbolicLink(here["tmp/work"], here["elsewhere"]);

        (await processes.RunAsync(await PosixShell.RunAsync(shell, here, SshScripts.MakePrivate, here["tmp/work"], "default"), Token)).ExitCode.ShouldBe(SshScripts.IsLink);

        ModeOf("elsewhere").ShouldBe("755");
    }

    private string ModeOf(string name) => Convert.ToString((int)File.GetUnixFileMode(here[name]), 8);

    private string Keep(string content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        here.Write("store/" + hash, content);
        return hash;
    }

    private async Task<ProcessResult> AskAsync(string shell, IEnumerable<string> hashes)
    {
        var input = Encoding.ASCII.GetBytes(string.Concat(hashes.Select(static h => h + "\n")));
        var command = await PosixShell.RunAsync(shell, here, SshScripts.Whole, here["store"]);
        return await processes.RunAsync(command with { Input = (stream, token) => stream.WriteAsync(input, token).AsTask() }, Token);
    }

    /// <summary>A double of sync(1): notes its arguments, and whether the folder has its name by then.</summary>
    private void WriteSync(bool knowsFileSystems) => here.Write(
        "bin/sync",
        $"""
        #!/bin/sh
        [ -e '{here["to"].Replace("'", "'\\''", StringComparison.Ordinal)}' ] && when=after || when=before
        echo "$* $when" >>'{here["synced"].Replace("'", "'\\''", StringComparison.Ordinal)}'
        [ $# -eq 0 ] || exit {(knowsFileSystems ? 0 : 1)}

        """,
        (UnixFileMode)0b111_101_101);

    private Task<ProcessResult> RunAsync(string text, Func<Stream, CancellationToken, Task>? input, params string[] arguments) => processes.RunAsync(
        new ProcessCommand("/bin/sh", ["-c", text, "sh", .. arguments])
        {
            Environment = new Dictionary<string, string> { ["PATH"] = here["bin"] + ":/usr/bin:/bin" },
            Input = input,
        },
        Token);
}
