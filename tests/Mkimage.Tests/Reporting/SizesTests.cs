using System;
using Bivouac.Mkimage.Reporting;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting;

public sealed class SizesTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1048575, "1.0 MiB")]
    [InlineData(121634816, "116.0 MiB")]
    [InlineData(long.MaxValue, "8388608.0 TiB")]
    public void Bytes_have_the_largest_unit_that_fits(long bytes, string text) => Sizes.Of(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.64, "9.6 s")]
    [InlineData(59.96, "1 min 0 s")]
    [InlineData(119.6, "2 min 0 s")]
    [InlineData(7322, "122 min 2 s")]
    public void Times_have_minutes_when_there_are_any(double seconds, string text) => Sizes.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(5, 5, "")]
    [InlineData(1024, 3072, "+2.0 KiB")]
    [InlineData(3072, 1024, "−2.0 KiB")]
    [InlineData(0, 7, "+7 B")]
    public void A_change_has_its_sign(long former, long now, string text) => Sizes.Change(former, now).ShouldBe(text);

    [Theory]
    [InlineData(0, 100, "0.0 %")]
    [InlineData(1, 100_000, "< 0.1 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(100, 100, "100.0 %")]
    [InlineData(0, 0, "0.0 %")]
    public void A_share_that_is_there_is_never_0(long part, long whole, string text) => Sizes.Share(part, whole).ShouldBe(text);
}
