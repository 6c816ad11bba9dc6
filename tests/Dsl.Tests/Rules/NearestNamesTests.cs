using System;
using System.Linq;
using Bivouac.Rules.Inputs;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules;

public class NearestNamesTests
{
    [Fact]
    public void The_nearest_comes_first_and_a_missed_key_before_a_wrong_one() =>
        NearestNames.To("opensh", ["opensp", "openssh", "openss", "nginx", "opensmtpd"]).ShouldBe(["openssh", "opensp", "openss"], ignoreOrder: false);

    [Theory]
    [InlineData("pyhton3", "python3")]
    [InlineData("OpenSSH", "openssh")]
    [InlineData("x", "y")]
    [InlineData("chronny", "chrony")]
    public void Slips_are_found(string wrong, string right) => NearestNames.To(wrong, ["zzzzzzzz", right]).ShouldBe([right]);

    [Theory]
    [InlineData("ab", "cd")]
    [InlineData("openssh", "dropbear")]
    [InlineData("", "abc")]
    public void What_differs_in_much_is_not_near(string wrong, string other) => NearestNames.To(wrong, [other]).ShouldBeEmpty();

    [Fact]
    public void It_agrees_with_the_plain_computation()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 400).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abc"[random.Next(3)])])).Distinct().ToArray();
        foreach (var name in names.Take(60))
        {
            var limit = Math.Max(1, Math.Min(3, name.Length / 3));
            var near = names.Where(n => Plain(name, n) <= limit).ToArray();
            var found = NearestNames.To(name, names);
            found.Count.ShouldBe(Math.Min(3, near.Length));
            found.ShouldBeSubsetOf(near);
            found.Select(f => Plain(name, f)).ShouldBe(near.Select(n => Plain(name, n)).Order().Take(3));
        }
    }

    /// <summary>The table of distances as a whole.</summary>
    private static int Plain(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
