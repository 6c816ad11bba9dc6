using System;
using Bivouac.Mkimage.Building;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building;

public sealed class SourceDateTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_variable_it_is_now(string? value) => SourceDate.Parse(value, new ManualClock(Now)).ShouldBe(new(Now, IsGiven: false));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1700000000", 1700000000)]
    [InlineData("253402300799", 253402300799)]
    public void It_is_the_number_of_seconds_since_1970(string value, long seconds) =>
        SourceDate.Parse(value, new ManualClock(Now)).ShouldBe(new(DateTimeOffset.FromUnixTimeSeconds(seconds), IsGiven: true));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1.5")]
    [InlineData("253402300800")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_a_usage_error_that_quotes_it(string value)
    {
        var failure = Should.Throw<DriverException>(() => SourceDate.Parse(value, new ManualClock(Now)));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Why.ShouldContain($"'{value}'");
    }
}
