using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <content>What holds for files.</content>
public abstract partial class BuilderContract
{
    [Fact]
    public async Task Puts_a_folder_with_modes_links_and_hidden_names()
    {
        Here.Write("in/genapkovl-x.sh", "#!/bin/sh\n", (UnixFileMode)0b111_101_101);
        Here.Write("in/sub/.hidden", "h", (UnixFileMode)0b110_000_000);
        Here.Write("in/setuid", "s", (UnixFileMode)0b100_111_101_101);
        Directory.CreateDirectory(Here["in/private"], (UnixFileMode)0b111_000_000);
        File.CreateSymbolicLink(Here["in/link"], "/etc/init.d/sshd");

        await Builder.PutAsync(Here["in"], Root + "/a/b", Token);

        var (code, log) = await RunAsync("cd a/b; stat -c '%a %F %n' genapkovl-x.sh sub/.hidden setuid private; readlink link; cat genapkovl-x.sh");
        log.ShouldBe("755 regular file genapkovl-x.sh\n600 regular file sub/.hidden\n4755 regular file setuid\n700 directory private\n/etc/init.d/sshd\n#!/bin/sh\n");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task Put_replaces_files_that_are_there_and_leaves_others()
    {
        Here.Write("one/f", "old");
        Here.Write("one/g", "kept");
        Here.Write("two/f", "new");

        await Builder.PutAsync(Here["one"], Root + "/d", Token);
        await Builder.PutAsync(Here["two"], Root + "/d", Token);

        (await RunAsync("cat d/f d/g")).Log.ShouldBe("newkept");
    }

    [Fact]
    public async Task Strange_names_survive_every_way()
    {
        string[] names =
        [
            "-rf", "a b", "it's \"quoted\" $HOME `id` \\n", "line\nfeed", "*", "ünïcode", ".dot", new string('x', 150),
        ];
        foreach (var name in names)
            Here.Write("in/" + name, "content of " + name);
        var folder = Root + "/odd 'folder'";

        await Builder.PutAsync(Here["in"], folder, Token);

        (await Builder.ListAsync(folder, Token)).Select(static e => e.Name).ShouldBe(names.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            await Builder.FetchAsync(folder + "/" + name, Here["out/" + name], cancellationToken: Token);
            (await File.ReadAllTextAsync(Here["out/" + name], Token)).ShouldBe("content of " + name);
        }

        await Builder.RemoveAsync(folder, names, Token);
        (await Builder.ListAsync(folder, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_kinds_lengths_and_times()
    {
        await RunAsync("mkdir l; cd l; printf 12345 >file; touch -d '2024-02-03 04:05:06' file; mkdir folder; ln -s nowhere link; mkfifo pipe");

        var entries = await Builder.ListAsync(Root + "/l", Token);

        entries.Select(static e => (e.Name, e.Kind, e.Length)).ShouldBe(
        [
            ("file", BuilderEntryKind.File, 5),
            ("folder", BuilderEntryKind.Folder, 0),
            ("link", BuilderEntryKind.Link, 0),
            ("pipe", BuilderEntryKind.Other, 0),
        ]);
        entries[0].Modified.Year.ShouldBe(2024);
    }

    [Fact]
    public async Task Measures_what_names_take_with_all_they_hold()
    {
        await RunAsync("mkdir -p m/folder/deep m/empty; head -c 300000 /dev/urandom >m/folder/deep/f; head -c 5000 /dev/urandom >'m/a file'; ln -s nowhere m/link");

        var sizes = await Builder.MeasureAsync(Root + "/m", Token);

        sizes.Keys.Order(StringComparer.Ordinal).ShouldBe(["a file", "empty", "folder", "link"]);
        sizes["folder"].ShouldBeInRange(300_000, 400_000);
        sizes["a file"].ShouldBeInRange(5_000, 20_000);
        (await Builder.MeasureAsync(Root + "/none", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Listing_and_removing_where_nothing_is_does_nothing()
    {
        (await Builder.ListAsync(Root + "/none", Token)).ShouldBeEmpty();
        await Builder.RemoveAsync(Root + "/none", ["x"], Token);
        await Builder.RemoveAsync(Root, ["never-there"], Token);
    }

    [Fact]
    public async Task What_is_there_can_be_measured_and_removed_without_making_the_builder_ready()
    {
        await RunAsync("mkdir -p image/deep; dd if=/dev/zero of=image/deep/f bs=1024 count=200 2>/dev/null; touch other");
        var other = Create(Here["work dir"]);

        (await other.FindWorkRootAsync(Token)).ShouldBe(Root);
        (await other.MeasureAsync(Root, Token))["image"].ShouldBeInRange(200 * 1024, 300 * 1024);
        await other.RemoveAsync(Root, ["image"], Token);

        (await Builder.ListAsync(Root, Token)).Select(static e => e.Name).Where(static n => n[0] != '.').ShouldBe(["other"]);
        (await other.MeasureAsync(Root + "/never", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Removes_folders_with_all_they_hold_and_nothing_else()
    {
        await RunAsync("mkdir -p image-1/deep/er kernel_x; touch image-1/deep/er/f; chmod 0 image-1/deep/er; ln -s kernel_x image-2");

        await Builder.RemoveAsync(Root, ["image-1", "image-2"], Token);

        (await Builder.ListAsync(Root, Token)).Select(static e => e.Name).Where(static n => n[0] != '.').ShouldBe(["kernel_x"]);
    }

    [Fact]
    public async Task Fetching_what_is_not_there_says_so_and_leaves_nothing()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => Builder.FetchAsync(Root + "/no.iso", Here["no.iso"], cancellationToken: Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain("/no.iso");
        Directory.EnumerateFiles(Here.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetches_bytes_as_they_are()
    {
        var bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(Here.Folder("in"), "x.iso"), bytes, Token);
        await Builder.PutAsync(Here["in"], Root, Token);
        Here.Write("out/x.iso", "older");

        await Builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], cancellationToken: Token);

        (await File.ReadAllBytesAsync(Here["out/x.iso"], Token)).ShouldBe(bytes);
    }

    [Fact]
    public async Task What_was_fetched_stays_when_the_builder_makes_it_anew()
    {
        Here.Write("in/x.iso", "first");
        await Builder.PutAsync(Here["in"], Root, Token);
        await Builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], cancellationToken: Token);

        (await RunAsync("rm x.iso && printf second >x.iso")).Code.ShouldBe(0);

        File.ReadAllText(Here["out/x.iso"]).ShouldBe("first");
        await Builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], cancellationToken: Token);
        File.ReadAllText(Here["out/x.iso"]).ShouldBe("second");
        Directory.EnumerateFiles(Here["out"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Only_a_builder_of_this_machine_says_where_a_file_lies_and_that_very_file_is_fetched()
    {
        Here.Write("in/x.iso", "made");
        await Builder.PutAsync(Here["in"], Root, Token);
        await Builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], cancellationToken: Token);

        var place = Builder.PathHere(Root + "/x.iso");

        (place is not null).ShouldBe(IsOfThisMachine);
        if (place is null) return;
        File.ReadAllText(place).ShouldBe("made");
        await File.AppendAllTextAsync(place, " of one file", Token);
        File.ReadAllText(Here["out/x.iso"]).ShouldBe("made of one file");
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("relative")]
    [InlineData("{root}/../x")]
    [InlineData("{root}x")]
    public async Task Refuses_paths_outside_of_the_work_root(string path)
    {
        path = path.Replace("{root}", Root, StringComparison.Ordinal);

        await Should.ThrowAsync<ArgumentException>(() => Builder.PutAsync(Here.Path, path, Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.ListAsync(path, Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.FetchAsync(path, Here["x"], cancellationToken: Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.RemoveAsync(path, ["x"], Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.RemoveAsync(Root, ["../x"], Token));
    }
}
