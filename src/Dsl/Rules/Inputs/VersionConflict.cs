using System;
using Bivouac.Apk;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>Whether no version can meet two constraints, by the order of apk. What is not sure is no conflict.</summary>
internal static class VersionConflict
{
    /// <summary>Whether there is none that meets both.</summary>
    public static bool Between(ApkConstraint a, ApkConstraint b)
    {
        var (x, y) = (a.Version.ToString(), b.Version.ToString());
        if (!ApkVersion.IsValid(x) || !ApkVersion.IsValid(y)) return false;
        if (a.Operator == "=") return !Meets(x, b.Operator, y);
        if (b.Operator == "=") return !Meets(y, a.Operator, x);
        if (a.Operator == "~") return b.Operator == "~" ? ApkVersion.Compare(x, y, fuzzy: true) != 0 : Outside(x, b.Operator, y);
        return b.Operator == "~" ? Outside(y, a.Operator, x) : Outside(a.Operator, x, b.Operator, y);
    }

    /// <summary>Whether a version meets a constraint, as apk decides it.</summary>
    private static bool Meets(string version, string comparison, string bound) => ApkDependency.Parse("x" + comparison + bound).IsSatisfiedBy(version);

    /// <summary>
    /// Whether all versions that begin with one lie on the wrong side of a bound. (apk 2.14 also lets a version pass that is shorter
    /// than what it must begin with, 1 for ~1.2: nobody means that.)
    /// </summary>
    private static bool Outside(string beginning, string comparison, string bound)
    {
        var order = ApkVersion.Compare(beginning, bound, fuzzy: true);

        // Where one is the beginning of the other, what follows decides, and only a bound that has ended already leaves no choice.
        if (order == 0 && beginning.Length > bound.Length && beginning.StartsWith(bound, StringComparison.Ordinal)) order = ApkVersion.Compare(beginning, bound);
        return comparison[0] == '<' ? order > 0 : order < 0;
    }

    /// <summary>Whether a lower bound lies above an upper one.</summary>
    private static bool Outside(string first, string x, string second, string y)
    {
        if (first[0] == second[0]) return false;
        var (lower, upper) = first[0] == '>' ? (x, y) : (y, x);
        var order = ApkVersion.Compare(lower, upper);
        return order > 0 || (order == 0 && (first.Length == 1 || second.Length == 1));
    }
}
