using System;
using System.Collections.Generic;
using System.IO;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>Collects the results of checks. What a check cannot read fails that check and stops no other.</summary>
internal sealed class CheckList
{
    private readonly List<ImageCheck> _checks = [];
    private readonly List<string> _warnings = [];

    public IReadOnlyList<ImageCheck> Checks => _checks;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Runs a check. It returns null when all is well, else what is wrong and what to do.</summary>
    /// <param name="id">The check's id.</param>
    /// <param name="good">The fact when it passes; asked only then.</param>
    /// <param name="unreadable">What to do when what it needs cannot be read.</param>
    /// <param name="check">The check.</param>
    public void Run(string id, Func<string> good, string unreadable, Func<(string Fact, string Advice)?> check)
    {
        _checks.Add(Guard(() => check() is { } failure
            ? new ImageCheck(id, false, failure.Fact, failure.Advice)
            : new ImageCheck(id, true, good(), null), id, unreadable));
    }

    /// <summary>Notes what is not wrong but worth knowing; what cannot be read has failed a check already.</summary>
    public void Warn(Func<IEnumerable<string>> warnings)
    {
        try
        {
            _warnings.AddRange(warnings());
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            _warnings.Add("not everything could be looked at: " + exception.Message);
        }
    }

    /// <summary>Whether an exception means that a part of the image cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) => exception is ImageFormatException or IOException or UnauthorizedAccessException;

    private static ImageCheck Guard(Func<ImageCheck> check, string id, string unreadable)
    {
        try
        {
            return check();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return new ImageCheck(id, false, exception.Message.TrimEnd('.'), unreadable);
        }
    }
}
