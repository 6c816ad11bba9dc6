using System;
using System.Globalization;
using System.IO;

namespace Bivouac.Mkimage.Builders;

/// <summary>The supervisor of a run as it noted itself, which is also the leader of the run's process group.</summary>
/// <param name="Id">Its process id, and its group's.</param>
/// <param name="StartTime">When it was started, in the kernel's clock ticks since boot (proc(5), stat, field 22).</param>
/// <param name="BootId">Which boot of the machine that was.</param>
internal sealed record RunProcess(int Id, string StartTime, string BootId)
{
    /// <summary>Reads what the supervisor noted.</summary>
    /// <param name="file">The file <c>process</c> of the run.</param>
    /// <returns>The process, or null when there is no such file or something else in it.</returns>
    public static RunProcess? Read(string file)
    {
        if (ReadOrNull(file) is not { } text)
            return null;
        return text.Split(' ', StringSplitOptions.TrimEntries) is [var id, var start, var boot]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 1
            ? new RunProcess(number, start, boot)
            : null;
    }

    /// <summary>Whether the machine has not been restarted since.</summary>
    public bool IsOfThisBoot => ReadOrNull("/proc/sys/kernel/random/boot_id")?.Trim() == BootId;

    /// <summary>Whether the supervisor is there.</summary>
    public bool IsAlive() => IsOfThisBoot && Stat(Id) is { IsDead: false } stat && stat.StartTime == StartTime;

    /// <summary>Whether any process of the group is there, the supervisor or one that outlived it.</summary>
    public bool IsGroupAlive()
    {
        // Its number may be another's by now: then the group has gone, since a group keeps its number taken.
        if (!IsOfThisBoot || (Stat(Id) is { } leader && leader.StartTime != StartTime))
            return false;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Stat(id) is { IsDead: false } stat
                && stat.Group == Id)
                return true;
        }

        return false;
    }

    private static ProcessStat? Stat(int id)
    {
        if (ReadOrNull(FormattableString.Invariant($"/proc/{id}/stat")) is not { } text)
            return null;

        // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessStat(
            IsDead: fields[0] is "Z" or "X",
            Group: int.Parse(fields[2], CultureInfo.InvariantCulture),
            StartTime: fields[19]);
    }

    private static string? ReadOrNull(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not there, or the process ended while it was read (ESRCH).
            return null;
        }
    }

    private sealed record ProcessStat(bool IsDead, int Group, string StartTime);
}
