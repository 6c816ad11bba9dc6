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
}
