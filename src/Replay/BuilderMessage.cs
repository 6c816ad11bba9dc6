using System;

namespace Bivouac.Replay;

/// <summary>Takes the sentence from an exception of the builder.</summary>
internal static class BuilderMessage
{
    /// <summary>The message without what .NET adds to it.</summary>
    public static string Of(Exception exception)
    {
        if (exception is ArgumentNullException) return "it is null; leave it out or give a value";
        var message = exception.Message;
        if (exception is not ArgumentException { ParamName: { } name }) return message;

        // .NET adds " (Parameter 'x')", .NET Framework a line "Parameter name: x"; both stand behind the sentence.
        var cut = message.LastIndexOf(" (Parameter '" + name + "')", StringComparison.Ordinal);
        if (cut < 0) cut = message.LastIndexOf("\nParameter name: " + name, StringComparison.Ordinal);
        return (cut < 0 ? message : message.Substring(0, cut)).TrimEnd('\r', '\n');
    }
}
