using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Generators.Tests.Harness;

/// <summary>A file that counts how often it is read.</summary>
internal sealed class CountingText(string path, string content) : AdditionalText
{
    public int Reads { get; private set; }

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Reads++;
        return SourceText.From(content);
    }
}
