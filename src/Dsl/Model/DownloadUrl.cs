namespace Bivouac.Model;

/// <summary>Parts of a download's URL.</summary>
internal static class DownloadUrl
{
    /// <summary>The last part of the path, without query; empty when the path ends with a slash.</summary>
    public static string FileNameOf(string url)
    {
        var path = url.Split('?', '#')[0];
        var start = path.IndexOf('/', path.IndexOf("://", System.StringComparison.Ordinal) + 3);
        return start < 0 ? "" : path.Substring(path.LastIndexOf('/') + 1);
    }
}
