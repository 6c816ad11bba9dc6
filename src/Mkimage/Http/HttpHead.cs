using System;
using System.IO;
using System.Net;

namespace Bivouac.Mkimage.Http;

/// <summary>What a server says of a URL.</summary>
/// <param name="Uri">The URL that answered, after redirects.</param>
/// <param name="Status">Its answer.</param>
/// <param name="Length">The length in bytes, when it tells.</param>
/// <param name="MediaType">The media type, such as <c>text/html</c>, when it tells.</param>
/// <param name="Validator">What changes with the content: the entity tag, else the time of the last change; null when it tells neither.</param>
public sealed record HttpHead(Uri Uri, HttpStatusCode Status, long? Length, string? MediaType, string? Validator = null)
{
    /// <summary>The server's own time, when it tells.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>When what is behind the URL was last changed, when it tells.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether the answer is one of success.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether it is a page for people, which a server without the file may send with a status of success.</summary>
    public bool IsHtml => IsHtmlType(MediaType);

    /// <summary>Whether a media type is that of a page for people.</summary>
    internal static bool IsHtmlType(string? mediaType) => mediaType is "text/html" or "application/xhtml+xml";

    /// <summary>Whether a URL asks for such a page.</summary>
    internal static bool IsPageName(Uri uri) => Path.GetExtension(uri.AbsolutePath) is ".html" or ".htm" or ".xhtml";
}
