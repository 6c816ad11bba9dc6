using System;
using System.IO;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Tests.Image;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Files;

public sealed class HardLinkTests : IDisposable
{
    private readonly TempFolder _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void Both_names_lead_to_the_same_bytes_and_the_last_one_keeps_them()
    {
        _here.Write("made.iso", [1, 2, 3]);

        HardLink.TryMake(_here["made.iso"], _here["fetched.iso"]).ShouldBeTrue();

        File.AppendAllText(_here["made.iso"], "x");
        File.Delete(_here["made.iso"]);
        File.ReadAllBytes(_here["fetched.iso"]).ShouldBe([1, 2, 3, (byte)'x']);
    }

    [Fact]
    public void The_permissions_are_those_of_a_file_that_is_made_here()
    {
        _here.Write("made.iso", [1]);
        var usual = File.GetUnixFileMode(_here["made.iso"]);
        File.SetUnixFileMode(_here["made.iso"], UnixFileMode.UserRead);

        HardLink.TryMake(_here["made.iso"], _here["fetched.iso"]).ShouldBeTrue();

        File.GetUnixFileMode(_here["fetched.iso"]).ShouldBe(usual);
    }

    [Fact]
    public void In_a_folder_that_hands_its_group_on_there_is_none()
    {
        _here.Write("made.iso", [1]);
        var shared = Directory.CreateDirectory(_here["shared"]);
        shared.UnixFileMode |= UnixFileMode.SetGroup;

        HardLink.TryMake(_here["made.iso"], _here["shared/fetched.iso"]).ShouldBeFalse();

        shared.EnumerateFiles().ShouldBeEmpty();
    }

    [Fact]
    public void In_a_folder_that_hands_its_access_list_on_there_is_none()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setfacl"), "setfacl is not there: apt-get install acl");
        _here.Write("made.iso", [1]);
        Directory.CreateDirectory(_here["shared"]);
        Tool.Run(_here.Path, "setfacl", "-d", "-m", "u:1234:r", "shared");

        HardLink.TryMake(_here["made.iso"], _here["shared/fetched.iso"]).ShouldBeFalse();
    }

    [Fact]
    public void On_another_file_system_there_is_none_and_nothing_is_left()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no /dev/shm, a file system of its own");
        _here.Write("made.iso", [1]);
        var other = Path.Combine("/dev/shm", "bivouac-test-" + Guid.NewGuid().ToString("N"));

        HardLink.TryMake(_here["made.iso"], other).ShouldBeFalse();

        File.Exists(other).ShouldBeFalse();
    }

    [Fact]
    public void Of_a_symbolic_link_and_of_nothing_there_is_none()
    {
        _here.Write("made.iso", [1]);
        File.CreateSymbolicLink(_here["link"], _here["made.iso"]);

        HardLink.TryMake(_here["link"], _here["a"]).ShouldBeFalse();
        HardLink.TryMake(_here["nothing"], _here["b"]).ShouldBeFalse();

        File.Exists(_here["a"]).ShouldBeFalse();
        File.Exists(_here["b"]).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_gets_a_name_that_it_has_already_loses_the_other()
    {
        _here.Write("unverified.iso", [1]);
        HardLink.TryMake(_here["unverified.iso"], _here["named.iso"]).ShouldBeTrue();

        HardLink.Rename(_here["unverified.iso"], _here["named.iso"]);

        File.Exists(_here["unverified.iso"]).ShouldBeFalse();
        File.ReadAllBytes(_here["named.iso"]).ShouldBe([1]);
    }

    [Fact]
    public void What_is_empty_or_a_pipe_is_left_to_who_reads_it()
    {
        _here.Write("empty", []);
        Tool.Run(_here.Path, "mkfifo", "pipe");

        HardLink.TryMake(_here["empty"], _here["a"]).ShouldBeFalse();
        HardLink.TryMake(_here["pipe"], _here["b"]).ShouldBeFalse();
    }
}
