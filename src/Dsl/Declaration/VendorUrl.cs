using System;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Checks the addresses that a build fetches from vendors.</summary>
internal static class VendorUrl
{
    /// <summary>Returns the URL when it is an absolute https URL as it can stand in a request.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what to write instead.</exception>
    public static ShellText Check(ShellText url, string parameter)
    {
        var value = Texts.CheckLine(url, parameter).ToString();
        if (value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{value}' is fetched over http, where others on the way can change what comes; use https", parameter);
        if (!value.StartsWith("https://", StringComparison.Ordinal) || !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new ArgumentException($"'{value}' is not an absolute https URL; write it whole, for example 'https://vendor.example/tool-1.2.tar.gz'", parameter);
        if (value.FirstOrDefault(c => c is <= ' ' or > '~' or '\\' or '"' or '<' or '>' or '`' or '^' or '{' or '}' or '|') is var bad && bad != '\0')
            throw new ArgumentException($"the URL '{value}' holds '{bad}', which no URL has; write it percent-encoded", parameter);
        if (uri.UserInfo.Length > 0 || Authority(value).IndexOf('@') >= 0)
            throw new ArgumentException("the URL has a user name or password, which would stand in logs and in the image's history; leave it out", parameter);
        if (value.IndexOf('#') >= 0)
            throw new ArgumentException($"the URL '{value}' has a fragment ('#'), which no server gets; leave it out", parameter);
        if (value.Split('?')[0].Split('/').Skip(3).Any(p => p is "." or ".."))
            throw new ArgumentException($"the URL '{value}' is not normalized; write it without '.' and '..'", parameter);
        return url;
    }

    /// <summary>Returns the URL of a file.</summary>
    /// <exception cref="ArgumentException">It is no URL, or its path does not end with a file name.</exception>
    public static ShellText CheckFile(ShellText url, string parameter)
    {
        Check(url, parameter);
        if (DownloadUrl.FileNameOf(url.ToString()).Length == 0)
            throw new ArgumentException($"the URL '{url}' ends without a file name; name the file itself", parameter);
        return url;
    }

    /// <summary>The URL of a checksum file: one of its own, or the download's with an ending behind it.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static ShellText Beside(ShellText url, ShellText suffixOrUrl, string parameter)
    {
        var value = Texts.CheckLine(suffixOrUrl, parameter).ToString();
        if (value.Length == 0 || value[0] != '.') return CheckFile(suffixOrUrl, parameter);
        if (value.Length == 1 || value.IndexOf('/') >= 0 || value.IndexOf('?') >= 0)
            throw new ArgumentException($"'{value}' cannot be put behind the download's URL; write an ending such as '.sha256', or a whole URL", parameter);
        if (url.ToString().IndexOf('?') >= 0)
            throw new ArgumentException($"the download's URL has a query ('?'), so nothing can be put behind it; write the whole URL of the checksum file instead of '{value}'", parameter);
        return Check(url + suffixOrUrl, parameter);
    }

    private static string Authority(string url) => url.Substring("https://".Length).Split('/', '?')[0];
}
