using System;
using System.Linq;
using Bivouac.Apk;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Apk;

public sealed class ApkNameTests
{
    [Theory]
    [InlineData("foo")]
    [InlineData("more_+-2.0-complicated")]
    [InlineData("7zip")]
    [InlineData("R")]
    [InlineData("libstdc++")]
    public void A_name_that_abuild_accepts_is_valid(string name) => ApkName.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-foo")]
    [InlineData(".foo")]
    [InlineData("foo with spaces")]
    [InlineData("width@at")]
    [InlineData("width=equal")]
    [InlineData("so:libz.so.1")]
    [InlineData("naïve")]
    [InlineData("foo\n")]
    public void A_name_that_abuild_refuses_is_not_valid(string? name) => ApkName.IsValid(name).ShouldBeFalse();

    [Fact]
    public void Every_package_of_a_real_index_has_a_valid_name() =>
        RealIndex.Lines().Where(line => line.StartsWith("P:", StringComparison.Ordinal) && !ApkName.IsValid(line[2..])).ShouldBeEmpty();
}
