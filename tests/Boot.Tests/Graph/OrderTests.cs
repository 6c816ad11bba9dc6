using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Graph;

/// <summary>Given init scripts with any dependencies, when OpenRC starts them, then it does so in the order that was computed.</summary>
public sealed class OrderTests(BaseRoot root)
{
    private static readonly Runlevel[] Runlevels = [Runlevel.Sysinit, Runlevel.Boot, Runlevel.Default];

    private static readonly string[] Words = ["need", "want", "use", "after", "before"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Services_start_in_the_order_that_was_computed(int seed)
    {
        void Define(LiveCdBuilder iso) => Random(iso, new Random(seed));
        using var system = root.Install(Define).Start();
        system.ShouldComplete();

        var iso = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("boot");
        Define(iso);
        var started = system.Read("/run/order").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // A service that comes before what it needs, because of a circle, fails.
        string[] failed = [.. Regex.Matches(system.Console, "ERROR: (?:cannot start )?(\\S+) (?:as \\S+ would not start|needs service)").Select(m => m.Groups[1].Value)];
        var computed = Bivouac.Boot.BootGraph.Of(iso.Build("boot")).Services.Where(s => s.Origin == BootServiceOrigin.Overlay && !failed.Contains(s.Name)).Select(s => s.Runlevel.Name + " " + s.Name);
        started.Where(s => !failed.Contains(s.Split(' ')[1])).ShouldBe(computed, system.Console);
        started.Length.ShouldBeGreaterThan(4);
    }

    /// <summary>Services that write down that they start: some in a runlevel, each with a few words about others and about names that others provide.</summary>
    private static void Random(LiveCdBuilder iso, Random random)
    {
        // The initramfs enables the clock in any image.
        iso.WithoutDefaultServices().File("/etc/init.d/hwclock", Script([]), "0755").Enable("hwclock", Runlevel.Boot);
        string[] names = [.. Enumerable.Range(0, 16).Select(i => (char)('a' + random.Next(26)) + i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        string[] provided = ["one", "two"];
        for (var i = 0; i < names.Length; i++)
        {
            var lines = new List<string>();
            if (random.Next(5) == 0) lines.Add("provide " + provided[random.Next(2)]);
            if (random.Next(12) == 0) lines.Add((random.Next(2) == 0 ? "before" : "after") + " *");
            for (var n = random.Next(3); n > 0; n--) lines.Add(Dependency(i));
            iso.File("/etc/init.d/" + names[i], Script(lines), "0755");
            if (random.Next(4) != 0) iso.Enable(names[i], Runlevels[random.Next(3)]);
            if (random.Next(4) == 0)
            {
                var words = Dependency(i).Split(' ');
                iso.ConfD(names[i], "rc_" + words[0], words[1]);
            }
        }

        // A circle of needs ends the start of all that are in it.
        string Dependency(int of)
        {
            var word = Words[random.Next(Words.Length)];
            return word + " " + (word != "need" ? Name() : of == 0 ? names[^1] : names[random.Next(of)]);
        }

        string Name() => random.Next(5) == 0 ? provided[random.Next(2)] : names[random.Next(names.Length)];
    }

    private static string Script(IEnumerable<string> lines) =>
        "#!/sbin/openrc-run\ndepend() {\n\t:\n" + string.Concat(lines.Select(l => "\t" + l + "\n")) + "}\nstart() {\n\techo \"$RC_RUNLEVEL $RC_SVCNAME\" >> /run/order\n}\n";
}
