using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Http;

/// <summary>Answers requests from a list, in order; the last answer is given for all that follow.</summary>
internal sealed class StubHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    public static Func<HttpRequestMessage, HttpResponseMessage> Text(string text) =>
        _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) };

    public static Func<HttpRequestMessage, HttpResponseMessage> Status(int status) =>
        _ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };

    public static Func<HttpRequestMessage, HttpResponseMessage> Redirect(string location) => _ =>
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Found);
        answer.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return answer;
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri}");
        var answer = answers[Math.Min(Requests.Count, answers.Length) - 1](request);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }
}
