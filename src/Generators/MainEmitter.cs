using System.Linq;
using Bivouac.Model;
using Bivouac.Replay;

namespace Bivouac.Generators;

/// <summary>Prints the entry point of a project that has none.</summary>
internal static class MainEmitter
{
    /// <summary>The class that the entry point calls: the driver behind <c>dotnet run</c>.</summary>
    public const string Host = "Bivouac.Mkimage.LiveCdHost";

    /// <summary>The name of the generated file.</summary>
    public const string FileName = "BivouacMain.g.cs";

    /// <summary>The whole file.</summary>
    public static string Print(EquatableArray<string> images)
    {
        var writer = new CSharpWriter();
        writer.Line("/// <summary>The entry point: this project declares none of its own.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Open("internal static class BivouacMain");
        writer.Line("private static global::System.Threading.Tasks.Task<int> Main(string[] args) =>");
        writer.Line("    global::" + Host + ".RunAsync(args, [" + string.Join(", ", images.Select(i => i + ".Image")) + "]);");
        return writer.Close().ToString();
    }
}
