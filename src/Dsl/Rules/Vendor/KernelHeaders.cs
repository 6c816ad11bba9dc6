using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Mkimage;

namespace Bivouac.Rules.Vendor;

/// <summary>Which packages with kernel headers a build step installs.</summary>
internal static class KernelHeaders
{
    private const string Before = "linux-";
    private const string Behind = "-dev";

    /// <summary>The packages <c>linux-FLAVOR-dev</c> with their places. Not every such name is one: <c>linux-pam-dev</c> is of PAM.</summary>
    public static IEnumerable<(int Index, string Apk, string Flavor)> Of(LiveCdModel model, BuildStepDeclaration step)
    {
        var flavors = new HashSet<string>(KernelFacts.Flavors.Concat(KernelFacts.FlavorsOf(model)), StringComparer.Ordinal);
        for (var i = 0; i < step.Apks.Count; i++)
        {
            var apk = step.Apks[i];
            if (apk.Length <= Before.Length + Behind.Length || !apk.StartsWith(Before, StringComparison.Ordinal) || !apk.EndsWith(Behind, StringComparison.Ordinal)) continue;
            var flavor = apk.Substring(Before.Length, apk.Length - Before.Length - Behind.Length);
            if (flavors.Contains(flavor)) yield return (i, apk, flavor);
        }
    }
}
