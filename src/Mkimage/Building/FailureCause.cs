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
    private const string Report = "Run it again with --verbose and report this: ";

    // In the order of what tells most: a full disk makes many a program complain, and a mirror that is away makes packages missing.
    private static readonly (Regex Pattern, string Why, string Next)[] Known =
    [
        (new(@"^bivouac: (?<what>\S+ must be of version .+)$"), "{what}", "Change the pin in VERSIONS, or the branch."),
        (new(@"No space left|^Disk quota exceeded"), "the disk of the builder is full", "Make room on the file system of the work directory, or choose another with --workdir DIR."),
        (new(@"^>>> bivouac: step (?<what>\S+: .+)$"), "build step {what}", "Correct the step or its script; the lines below are what it printed last."),
        (new(@"^genapkovl-[A-Za-z0-9_]+\.sh: (?<what>.+)$"), "the overlay script stopped: {what}", "Correct the overlay declarations that it names."),
        (new(@"(?<what>mkimg\.\S+\.sh): (?:line \d+: )?syntax error"), "the shell cannot read {what}, and with it no profile at all", "Correct the raw shell of the definition, or remove that file from the folder of Alpine's scripts."),
        (new(@"^Command ""(?<what>[a-z0-9]+)"" is not available"), "the builder lacks the program '{what}', which compresses the initramfs", "Install it on the builder, or choose another compression with .Initramfs(...)."),
        (new(@"multiple conflicting -comp options"), "mksquashfs was given two compressions", "Take -comp out of MKSQUASHFS_OPTS, and say .Modloop(...) in the definition."),
        (new(@"^>>> bivouac: package (?<what>\S+: it did not come whole .+)$"), "a package could not be fetched in three tries: {what}", "Run it again: what has come is kept. If it stays so, look at the way to the mirror, or choose another with --mirror."),
        (new(@"^>>> bivouac: package (?<what>\S+: .+)$"), "a package cannot be had as the mirror's index says it: {what}", "Wait until the mirror is in step with itself, or choose another with --mirror."),
        (new(@"UNTRUSTED signature|BAD signature"), "a repository is signed with a key that the builder does not trust", "Pass its public key with --apk-key FILE."),
        (new(@"remote server returned error|package mentioned in index not found|HTTP 404"), "a mirror does not have what its own index names", "Wait until the mirror is in step with itself, or choose another with --mirror."),
        (new(@"BAD archive|unexpected end of file|file format not supported|package file format error|v2 package format error"), "a package or an index came damaged from the mirror", "Run it again; if it stays so, choose another mirror with --mirror."),
        (new(@"could not connect to server|temporary error \(try again later\)|network error|DNS: transient error|DNS lookup error|operation timed out|network connection aborted|HTTP 5\d\d|^[1-9]\d* unavailable\b"), "a repository could not be reached from the builder", "Check the network of the builder and --mirror."),
        (new(@"^(?:ERROR: )?(?:unable to select packages: )?\s*alpine-base(?:: unable to select package| \(no such package\))"), "the repositories lack even alpine-base: what they are is not the main repository of this branch and architecture", "Look at the mirror (--mirror) and its folders BRANCH/main/ARCH."),
        (new(@"unable to select package|\(no such package\)"), "the repositories lack a package: {packages}", "Correct the name, or declare the repository that has it."),
        (new(@"grub-mkimage: error: cannot open .*/(?<what>[^/]+)\.mod"), "GRUB has no module '{what}'", "Take it out of .GrubModules(...)."),
        (new(@"^cp: can't stat ''"), "abuild has no signing key", "Run 'abuild-keygen -a -n' on the builder."),
        (new(@"-volid: Text too long"), "the volume id is longer than 32 characters", "Shorten it with .VolumeLabel(...) or choose a shorter --tag."),
        (new(@"profile_(?<what>\S+): not found"), "mkimage.sh did not find the profile '{what}'", Report + "the stage lacks the profile."),
        (new(@"can't open '?(?<what>[^' ]*genapkovl[^' ]*)|(?<what>\S*genapkovl-\S+): not found"), "mkimage.sh did not find the overlay script", Report + "the stage lacks the script."),
        (new(@"(?<what>genapkovl-[A-Za-z0-9_]+\.sh): Permission denied"), "the overlay script {what} is not executable", Report + "the builder lost its mode, or the file system of the work directory is mounted noexec."),
        (new(@"^(?<what>\S+): not found|: (?<what>[a-z0-9_-]+): not found"), "the builder lacks the program '{what}'", "Install it on the builder."),
        (new(@"^Disk full$|(?<what>\S*mformat|\S*mcopy)\b.*(error|fail|full|not)"), "the image for UEFI could not be made: it has room for 1.4 MB", "Take modules out of .GrubModules(...), or look at the log: mtools says why."),
        (new(@"syntax error: (?<what>.+)$"), "the shell cannot read a script: {what}", "Correct the raw shell of the definition."),
        (new(@"^Killed$|[Oo]ut of memory|Cannot allocate memory"), "a program was killed, as a rule because the builder ran out of memory", "Give the builder more memory, or build less at once."),
        (new(@"can't open '?(?<what>[^' :]+)"), "a file is not there: {what}", "Look at the log for who wants it."),
        (new(@"can't open"), "the log does not say which file is not there", "Look at the lines before it in the log."),
        (new(@"Permission denied"), "a file could not be used: permission denied", "Look at the log for its name."),
    ];

    /// <summary>What spoils an image although mkimage.sh goes on, exits 0, and the image may look whole.</summary>
    private static readonly Regex Spoiling = new(@"No space left|^Disk quota exceeded|^Disk full$|can't open '?[^' ]*genapkovl|^\S+: (?:line \d+: )?[a-z0-9_-]+: not found$");

    /// <summary>The cause for which an image is not to be trusted whatever it looks like, or null.</summary>
    /// <param name="lines">The lines of the log of a build that ended with 0.</param>
    public static FailureCause? OfSpoiledImage(IReadOnlyList<string> lines) => Find([.. lines.Where(l => Spoiling.IsMatch(l))]);

    /// <summary>The most telling cause, or null when the log names none that is known.</summary>
    /// <param name="lines">The lines of the log, in order.</param>
    public static FailureCause? Find(IReadOnlyList<string> lines)
    {
        // abuild colours its lines, and what is told to a person holds no control sequence.
        lines = [.. lines.Select(LogText.Clean)];
        foreach (var (pattern, why, next) in Known)
        {
            var match = lines.Select(l => pattern.Match(l)).FirstOrDefault(m => m.Success);
            if (match is null) continue;
            return new(why.Replace("{what}", match.Groups["what"].Value, StringComparison.Ordinal).Replace("{packages}", MissingPackages(lines), StringComparison.Ordinal), next);
        }

        return null;
    }

    /// <summary>The cause of a failure in a section; the section itself tells when the log does not.</summary>
    /// <param name="log">The log of a build that failed.</param>
    public static FailureCause? Find(BuildLog log)
    {
        if (Find(log.Telling) is { } cause) return cause;
        return log.Sections.Count == 0 ? null : log.Sections[^1].Name switch
        {
            "apkovl" => new("the overlay script stopped and said nothing", "Make the overlay alone to see where: dotnet run -- apkovl"),
            "kernel" when MkimageLine.Parse(log.Lines[^1]).Kind == MkimageLineKind.Section => new(
                "update-kernel stopped and said nothing, as it does when apk on the builder ends with an error: while a package there is not installed whole, for example",
                "Run 'apk fix' on the builder as root; a sandbox or a container is made anew after 'dotnet run -- builder remove'."),
            _ => null,
        };
    }

    private static string MissingPackages(IReadOnlyList<string> lines)
    {
        var names = lines
            .Select(l => Regex.Match(l, @"^\s*(?:ERROR: )?(?:unable to select packages: )?(?<name>\S+)(?::| \(no such package\):?)(?: unable to select package.*)?$"))
            .Where(m => m.Success && (m.Value.Contains("no such package", StringComparison.Ordinal) || m.Value.Contains("unable to select", StringComparison.Ordinal)))
            .Select(m => m.Groups["name"].Value)
            .Where(n => n is not "ERROR")
            .Distinct()
            .ToArray();
        return names.Length == 0 ? "see the log" : string.Join(", ", names);
    }
}
