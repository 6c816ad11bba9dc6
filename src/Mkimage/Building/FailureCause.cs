using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Bivouac.Mkimage.Building;

/// <summary>Reads out of a log why there is no good image. mkimage.sh itself says little, and often exits 0 all the same.</summary>
/// <param name="Why">The reason in plain words, without a full stop.</param>
/// <param name="Next">The one thing to do.</param>
public sealed record FailureCause(string Why, string Next)
{
    private static readonly (Regex Pattern, string Why, string Next)[] Known =
    [
        (new(@"^bivouac: (?<what>.+)$"), "{what}", "Change the pin in VERSIONS, or the branch."),
        (new(@"^genapkovl-[A-Za-z0-9_]+\.sh: (?<what>.+)$"), "the overlay script stopped: {what}", "Correct the overlay declarations that it names."),
        (new(@"No space left on device"), "the disk of the builder is full", "Make room on the file system of the work directory, or choose another with --workdir DIR."),
        (new(@"unable to select packages?.*$"), "the repositories lack a package: {packages}", "Correct the name, or declare the repository that has it."),
        (new(@"^\s*(?<what>\S+) \(no such package\)"), "the repositories lack a package: {packages}", "Correct the name, or declare the repository that has it."),
        (new(@"grub-mkimage: error: cannot open .*/(?<what>[^/]+)\.mod"), "GRUB has no module '{what}'", "Take it out of .GrubModules(...)."),
        (new(@"could not connect to server|temporary error \(try again later\)|network error|DNS(: transient error| lookup error)?"), "a repository could not be reached from the builder", "Check the network of the builder and --mirror."),
        (new(@"UNTRUSTED signature|BAD signature"), "a repository is signed with a key that the builder does not trust", "Pass its public key with --apk-key FILE."),
        (new(@"^cp: can't stat ''"), "abuild has no signing key", "Run 'abuild-keygen -a -n' on the builder."),
        (new(@"-volid: Text too long"), "the volume id is longer than 32 characters", "Shorten it with .VolumeLabel(...) or choose a shorter --tag."),
        (new(@"profile_(?<what>\S+): not found"), "mkimage.sh did not find the profile '{what}'", "Run it again with --verbose and report this: the stage lacks the profile."),
        (new(@"can't open '?(?<what>[^' ]*genapkovl[^' ]*)"), "mkimage.sh did not find the overlay script", "Run it again with --verbose and report this: the stage lacks the script."),
        (new(@"(?<what>\S*mformat|\S*mcopy)\b.*(error|fail|full|not)"), "the image for UEFI could not be made", "Look at the log: mtools says why."),
        (new(@"^(?<what>\S+): not found|: (?<what>[a-z0-9_-]+): not found"), "the builder lacks the program '{what}'", "Install it on the builder."),
        (new(@"Permission denied"), "a file could not be used: permission denied", "Look at the log for its name."),
    ];

    /// <summary>The most telling cause, or null when the log names none that is known.</summary>
    /// <param name="lines">The lines of the log, in order.</param>
    public static FailureCause? Find(IReadOnlyList<string> lines)
    {
        foreach (var (pattern, why, next) in Known)
        {
            var match = lines.Select(l => pattern.Match(l)).FirstOrDefault(m => m.Success);
            if (match is null) continue;
            return new(why.Replace("{what}", match.Groups["what"].Value, StringComparison.Ordinal).Replace("{packages}", MissingPackages(lines), StringComparison.Ordinal), next);
        }

        return null;
    }

    private static string MissingPackages(IReadOnlyList<string> lines)
    {
        var names = lines
            .Select(l => Regex.Match(l, @"^\s*(?:ERROR: )?(?<name>\S+)(?::| \(no such package\):?)(?: unable to select package.*)?$"))
            .Where(m => m.Success && (m.Value.Contains("no such package", StringComparison.Ordinal) || m.Value.Contains("unable to select", StringComparison.Ordinal)))
            .Select(m => m.Groups["name"].Value)
            .Where(n => n is not "ERROR")
            .Distinct()
            .ToArray();
        return names.Length == 0 ? "see the log" : string.Join(", ", names);
    }
}
