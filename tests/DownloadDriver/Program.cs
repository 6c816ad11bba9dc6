using System;
using System.Net.Http;
using System.Threading;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;

// Downloads one file as the driver does: URL DESTINATION CHECKSUM [CACHE PROJECT], through the cache and with a line in the project's lock when these are
// named. Tests start it as a process of its own, to kill it, to give it another environment, and to have several at once.
using var http = new HttpFetcher(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(60), plainOnLoopback: true);
var url = new Uri(args[0]);
var checksum = FileChecksum.Parse(args[2]);
try
{
    if (args.Length == 3)
    {
        var file = await http.ResumeAsync(new HttpSource(url), args[1], checksum, new Line());
        Console.WriteLine($"done {file.Length} {file.Sha256}");
        return 0;
    }

    var used = await new DownloadCache(args[3], TimeProvider.System).UseAsync(
        checksum,
        "file",
        args[1],
        (path, token) => http.ResumeAsync(new HttpSource(url), path, checksum, cancellationToken: token),
        Console.WriteLine,
        CancellationToken.None);
    var seen = new LockedDownload(args[1], url, checksum, used.Length, "pinned", DateOnly.FromDateTime(DateTime.UtcNow));
    await new LivecdLock(args[4], args[3]).RecordAsync(seen, CancellationToken.None);
    Console.WriteLine(used.WasFetched ? "fetched" : "cached");
    return 0;
}
catch (DriverException e)
{
    Console.WriteLine(e.Message);
    return (int)e.ExitCode;
}

/// <summary>Writes each report at once, where Progress would write it later.</summary>
internal sealed class Line : IProgress<HttpProgress>
{
    public void Report(HttpProgress value) => Console.WriteLine($"{value.Bytes} of {value.Total}");
}
