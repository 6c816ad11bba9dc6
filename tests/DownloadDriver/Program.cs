using System;
using System.Net.Http;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Http;

// Downloads one file as the driver does: URL DESTINATION CHECKSUM. Tests start it as a process of its own, to kill it and to give it another environment.
using var http = new HttpFetcher(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(60), plainOnLoopback: true);
try
{
    var file = await http.ResumeAsync(new HttpSource(new Uri(args[0])), args[1], FileChecksum.Parse(args[2]), new Line());
    Console.WriteLine($"done {file.Length} {file.Sha256}");
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
