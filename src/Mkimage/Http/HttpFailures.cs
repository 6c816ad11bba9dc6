using System;
using System.Globalization;
using System.Net.Http;

namespace Bivouac.Mkimage.Http;

/// <summary>What is said of answers that are none.</summary>
internal static class HttpFailures
{
    /// <summary>The failure of a URL with its own advice and exit code.</summary>
    public static DriverException Of(HttpSource source, string why, Exception? inner = null) =>
        new(source.FailureCode, $"{source.Uri} cannot be fetched", why, source.Advice, inner);

    /// <summary>A server whose certificate nobody here vouches for.</summary>
    public static DriverException Untrusted(HttpSource source, Exception inner) => new(
        source.FailureCode,
        $"{source.Uri} cannot be fetched",
        "no secure connection could be made: " + inner.Message.TrimEnd('.'),
        "If your own authority signed the server's certificate, name the authority's PEM file in the environment variable SSL_CERT_FILE; else do not trust this server.",
        inner);

    /// <summary>A file whose checksum is another.</summary>
    public static DriverException Mismatch(HttpSource source, FileChecksum expected, string actual) => new(
        ExitCode.DownloadFailed,
        $"{source.Uri} is not the expected file and was deleted",
        $"its {expected.Algorithm.Name} is {actual}, expected was {expected.Hex}",
        "Correct the pinned checksum if the file was meant to change; else tell who runs the server.");

    /// <summary>Refuses every answer but one of success.</summary>
    /// <exception cref="DriverException">It will stay so.</exception>
    /// <exception cref="PassingHttpException">It may pass.</exception>
    public static void Refuse(HttpResponseMessage answer, HttpSource source)
    {
        RefusePassing(answer);
        if (!answer.IsSuccessStatusCode)
            throw Of(source, Said(answer));
    }

    /// <summary>Refuses an answer that may be another one later.</summary>
    /// <exception cref="PassingHttpException">It is one.</exception>
    public static void RefusePassing(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is >= 500 and not 501 or 429)
        {
            var after = answer.Headers.RetryAfter;
            throw new PassingHttpException(Said(answer), null)
            {
                After = after?.Delta ?? (after?.Date is { } date && answer.Headers.Date is { } now && date > now ? date - now : null),
            };
        }
    }

    private static string Said(HttpResponseMessage answer) =>
        string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}").TrimEnd();
}
