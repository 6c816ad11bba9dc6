using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <content>What the overlay (apkovl) holds.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<OverlayEntry> _overlay = [];
    private readonly HashSet<int> _unowned = [];
    private readonly List<RawShell> _rawShell = [];

    /// <summary>Adds a file with text given here; it stands in <c>genapkovl-NAME.sh</c>.</summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <param name="content">The text, written as UTF-8 exactly as given; entries of VERSIONS stay symbolic in the script.</param>
    /// <param name="mode">Permission bits; default <c>"0644"</c>.</param>
    /// <param name="owner">Owner and group; default root, in the home of a declared user the user.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized, or the text has a NUL.</exception>
    public LiveCdBuilder File(string path, ShellText content, Mode? mode = null, Owner? owner = null) =>
        Add(new OverlayText(
            OverlayPath.CheckTarget(path, nameof(path)),
            Texts.Check(content, nameof(content)),
            mode ?? Mode.ReadableByAll,
            owner ?? Owner.Root), nameof(path), nameof(content), nameof(mode), isOwned: owner is not null);

    /// <summary>Adds a file of the project; it is staged beside the scripts.</summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <param name="source">The file, relative to the project's folder.</param>
    /// <param name="mode">Permission bits; default <c>"0755"</c> when the project's file is executable, else <c>"0644"</c>.</param>
    /// <param name="owner">Owner and group; default root, in the home of a declared user the user.</param>
    /// <exception cref="ArgumentException">A path is not normalized, or the source leaves the project.</exception>
    public LiveCdBuilder FileFrom(string path, string source, Mode? mode = null, Owner? owner = null) =>
        Add(new OverlayFile(
            OverlayPath.CheckTarget(path, nameof(path)),
            OverlayPath.CheckSource(source, nameof(source)),
            mode,
            owner ?? Owner.Root), nameof(path), nameof(source), nameof(mode), isOwned: owner is not null);

    /// <summary>Adds all that is in a folder of the project; it is staged beside the scripts.</summary>
    /// <param name="source">The folder, relative to the project's folder.</param>
    /// <param name="path">Where its content goes in the running system; default the root.</param>
    /// <param name="owner">Owner and group of all of it; default root, for a path in the home of a declared user the user.</param>
    /// <exception cref="ArgumentException">A path is not normalized, or the source leaves the project.</exception>
    public LiveCdBuilder Tree(string source, string path = "/", Owner? owner = null) =>
        Add(new OverlayTree(
            path == "/" ? path : OverlayPath.CheckTarget(path, nameof(path)),
            OverlayPath.CheckSource(source, nameof(source)),
            owner ?? Owner.Root), nameof(path), nameof(source), isOwned: owner is not null);

    /// <summary>Adds a symbolic link.</summary>
    /// <param name="path">The absolute path of the link in the running system.</param>
    /// <param name="target">What it points to.</param>
    /// <param name="owner">Owner and group; default root, in the home of a declared user the user.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized, or the target is empty.</exception>
    public LiveCdBuilder Link(string path, string target, Owner? owner = null)
    {
        if (string.IsNullOrEmpty(target)) throw new ArgumentException("a link without a target cannot be made; name what it points to", nameof(target));
        Texts.CheckLine(target, nameof(target));
        return Add(new OverlayLink(OverlayPath.CheckTarget(path, nameof(path)), target, owner ?? Owner.Root), nameof(path), nameof(target), isOwned: owner is not null);
    }

    /// <summary>Adds a folder. Folders above a file need no declaration: they are made with mode 0755.</summary>
    /// <param name="path">The absolute path in the running system.</param>
    /// <param name="mode">Permission bits; default <c>"0755"</c>.</param>
    /// <param name="owner">Owner and group; default root, in the home of a declared user the user.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized.</exception>
    public LiveCdBuilder Directory(string path, Mode? mode = null, Owner? owner = null) =>
        Add(new OverlayDirectory(OverlayPath.CheckTarget(path, nameof(path)), mode ?? Mode.Executable, owner ?? Owner.Root), nameof(path), null, nameof(mode), isOwned: owner is not null);

    /// <summary>Takes back what earlier calls put there. Files of packages stay: an overlay cannot remove them.</summary>
    /// <param name="path">The absolute path; a folder goes with all that is in it.</param>
    /// <exception cref="ArgumentException">The path is not absolute and normalized.</exception>
    public LiveCdBuilder Remove(string path) => Add(new OverlayRemoval(OverlayPath.CheckTarget(path, nameof(path))), nameof(path));

    /// <summary>Puts shell text at the end of <c>profile_NAME()</c>, for what the definition language cannot say.</summary>
    /// <param name="shell">POSIX shell for busybox ash; it may read and set mkimage's variables.</param>
    /// <param name="reason">Why; it stands above the text as a comment.</param>
    /// <exception cref="ArgumentException">There is no reason, the text has a NUL or a carriage return, or a line of it is what mkimage.sh takes for a profile or section.</exception>
    public LiveCdBuilder RawProfileShell(string shell, string reason) => AddRaw(RawShellTarget.Profile, shell, reason);

    /// <summary>Puts shell text at the end of <c>genapkovl-NAME.sh</c>; <c>"$tmp"</c> is the overlay's root.</summary>
    /// <param name="shell">POSIX shell for busybox ash.</param>
    /// <param name="reason">Why; it stands above the text as a comment.</param>
    /// <exception cref="ArgumentException">There is no reason, or the text has a NUL or a carriage return.</exception>
    public LiveCdBuilder RawOverlayShell(string shell, string reason) => AddRaw(RawShellTarget.Overlay, shell, reason);

    /// <summary>Adds what a download or a build step brings, and returns its place.</summary>
    internal int AddBrought(OverlayEntry entry, string pathParameter, string? contentParameter = null, string? modeParameter = null, bool isOwned = true)
    {
        Add(entry, pathParameter, contentParameter, modeParameter, isOwned);
        return _overlay.Count - 1;
    }

    /// <summary>Changes an entry that was added by <see cref="AddBrought"/>.</summary>
    internal void ChangeBrought<T>(int index, Func<T, T> change)
        where T : OverlayEntry => _overlay[index] = change((T)_overlay[index]);

    /// <summary>Says that an owner is declared for an entry after all.</summary>
    internal void HasOwner(int index) => _unowned.Remove(index);

    /// <summary>The entries, with what is in a user's home and has no owner declared owned by the user.</summary>
    private IEnumerable<OverlayEntry> OwnedOverlay()
    {
        for (var i = 0; i < _overlay.Count; i++)
        {
            var entry = _overlay[i];
            var user = _unowned.Contains(i) ? _users.FirstOrDefault(u => u.HasAtHome(entry.Path)) : null;
            yield return user is null ? entry : entry.OwnedBy(user.Owner);
        }
    }

    private LiveCdBuilder Add(OverlayEntry entry, string pathParameter, string? contentParameter = null, string? modeParameter = null, bool isOwned = true)
    {
        if (!isOwned) _unowned.Add(_overlay.Count);
        var path = ElementPath.Of(ElementPath.Overlay, _overlay.Count);
        Recorder.Note(path);
        Recorder.Note(path + ".Path", pathParameter);
        if (contentParameter is not null) Recorder.Note(path + (entry is OverlayText ? ".Content" : entry is OverlayLink ? ".Target" : ".Source"), contentParameter);
        if (modeParameter is not null) Recorder.Note(path + ".Mode", modeParameter);
        _overlay.Add(entry);
        return this;
    }

    private LiveCdBuilder AddRaw(RawShellTarget script, string shell, string reason)
    {
        Texts.Check(shell, nameof(shell));
        if (shell.IndexOf('\r') >= 0) throw new ArgumentException("the shell text has carriage returns, which the shell takes as part of a word; use LF line ends", nameof(shell));
        if (script == RawShellTarget.Profile) Texts.CheckProfileLines(shell, nameof(shell));
        if (string.IsNullOrWhiteSpace(reason)) throw new ArgumentException("raw shell needs a reason: say what the definition language lacks here", nameof(reason));
        Texts.Check(reason, nameof(reason));
        var path = ElementPath.Of(ElementPath.RawShell, _rawShell.Count);
        Recorder.Note(path);
        Recorder.Note(path + ".Text", nameof(shell));
        _rawShell.Add(new(script, shell, reason));
        return this;
    }
}
