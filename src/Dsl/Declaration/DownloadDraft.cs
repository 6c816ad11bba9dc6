using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Model;

namespace Bivouac;

/// <summary>A download while it is being declared: what its three builders share.</summary>
internal sealed class DownloadDraft(LiveCdBuilder owner, string name, string element)
{
    private readonly List<DownloadChecksum> _checksums = [];
    private ShellText? _url;
    private VersionListing? _listing;
    private int? _unpacked;

    /// <summary>Whether it has a URL and a checksum, as it must.</summary>
    public bool IsWhole => _url is not null && _checksums.Count > 0;

    public DownloadDeclaration Build() => new(name, _url!, new(_checksums), _listing);

    public void From(ShellText url, string parameter)
    {
        if (_url is not null) throw new ArgumentException($"the download '{name}' has a URL already; declare another file as a download of its own", parameter);
        owner.Recorder.Note(element + ".Url", parameter);
        _url = VendorUrl.CheckFile(url, parameter);
    }

    public void Sha256(ShellText sha256, string parameter)
    {
        var value = Texts.CheckLine(sha256, parameter).ToString();
        if (value.Length != 64 || !value.All(IsHex))
            throw new ArgumentException($"'{value}' is not a SHA-256; write its 64 hexadecimal digits, as sha256sum prints them", parameter);
        Add(new PinnedChecksum(sha256), parameter);
    }

    public void ChecksumFile(ShellText suffixOrUrl, string parameter) => Add(new ChecksumFile(VendorUrl.Beside(_url!, suffixOrUrl, parameter)), parameter);

    public void ChecksumFrom(ShellText jsonUrl, string urlParameter, ShellText path, string pathParameter)
    {
        VendorUrl.Check(jsonUrl, urlParameter);
        if (Texts.CheckLine(path, pathParameter).ToString().Split('/').Any(p => p.Length == 0))
            throw new ArgumentException($"'{path}' is not a path in a JSON document; write names of members and numbers of items by slashes, for example 'files/0/sha256'", pathParameter);
        owner.Recorder.Note(ElementPath.Of(element + ".Checksums", _checksums.Count) + ".Path", pathParameter);
        Add(new ChecksumJson(jsonUrl, path), urlParameter);
    }

    public void ListedAt(ShellText url, string urlParameter, string pattern, string? patternParameter)
    {
        VendorUrl.Check(url, urlParameter);
        CheckPattern(pattern, patternParameter ?? urlParameter);

        // What a vendor's own call says may be said otherwise behind it.
        if (patternParameter is null) owner.Recorder.Note(element + ".Listing", urlParameter);
        else owner.Recorder.NoteSetting(element + ".Listing", urlParameter);
        _listing = new(url, pattern);
    }

    public void Into(string path, Mode? mode, Owner? uid) =>
        owner.AddBrought(new OverlayDownload(OverlayPath.CheckTarget(path, nameof(path)), name, mode ?? Mode.ReadableByAll, uid ?? Owner.Root), nameof(path), null, nameof(mode), uid is not null);

    public void Unpack(string path, string[] members)
    {
        if (path != "/") OverlayPath.CheckTarget(path, nameof(path));
        foreach (var member in members ?? throw new ArgumentNullException(nameof(members))) CheckMember(member);
        _unpacked = owner.AddBrought(new OverlayUnpacked(path, name, new(members), 0, Owner.Root), nameof(path), isOwned: false);
        for (var i = 0; i < members.Length; i++)
            owner.Recorder.Note(ElementPath.Of(ElementPath.Of(ElementPath.Overlay, _unpacked.Value, "Members"), i), nameof(members), i);
    }

    public void ChangeUnpacked(string call, Func<OverlayUnpacked, OverlayUnpacked> change) => owner.ChangeBrought(Unpacked(call), change);

    public void OwnUnpacked(string call, Owner uid)
    {
        owner.ChangeBrought<OverlayUnpacked>(Unpacked(call), u => u with { Owner = uid });
        owner.HasOwner(Unpacked(call));
    }

    private int Unpacked(string call) =>
        _unpacked ?? throw new InvalidOperationException($"{call} says something about the .Unpack(...) before it, and there is none; call it behind .Unpack(...)");

    private void Add(DownloadChecksum checksum, string parameter)
    {
        owner.Recorder.Note(ElementPath.Of(element + ".Checksums", _checksums.Count), parameter);
        _checksums.Add(checksum);
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static void CheckPattern(string pattern, string parameter)
    {
        Texts.Check(pattern, parameter);
        Regex regex;
        try
        {
            regex = new(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{pattern}' is not a regular expression of .NET ({e.Message}); correct it", parameter);
        }

        if (regex.GetGroupNumbers().Length != 2)
            throw new ArgumentException($"'{pattern}' must have exactly one group, which is the version; write other groups as (?:...)", parameter);
    }

    private static void CheckMember(string member)
    {
        Texts.CheckLine(member ?? throw new ArgumentNullException("members"), "members");
        if (member.Length == 0 || member[0] == '/' || member.Split('/').Any(p => p is "." or ".."))
            throw new ArgumentException($"'{member}' names no member of an archive; write a glob such as 'bin/*', without '/' at its start, '.' and '..'", "members");
    }
}
