namespace Bivouac.Replay;

/// <summary>What all generated files share.</summary>
internal static class GeneratedCode
{
    /// <summary>Marks generated types.</summary>
    public static string Attribute { get; } =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"Bivouac.Generators\", \"" + typeof(GeneratedCode).Assembly.GetName().Version + "\")]";
}
