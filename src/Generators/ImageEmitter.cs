using System.Linq;
using Bivouac.Replay;

namespace Bivouac.Generators;

/// <summary>Prints the generated part of a class marked with [LiveCd].</summary>
internal static class ImageEmitter
{
    private const string Dictionary = "global::System.Collections.Generic.IReadOnlyDictionary<string, string>";
    private const string Holder = "BivouacGenerated";

    /// <summary>The whole file.</summary>
    public static string Print(ImageSource source)
    {
        var writer = new CSharpWriter();
        if (source.Namespace is not null) writer.Open("namespace " + source.Namespace);
        foreach (var declaration in source.Declarations) writer.Open("partial " + declaration);
        if (source.Content is null) Stub(writer, source);
        else Members(writer, source.Content);
        foreach (var _ in source.Declarations) writer.Close();
        if (source.Namespace is not null) writer.Close();
        return writer.ToString();
    }

    private static void Members(CSharpWriter writer, ImageContent content)
    {
        Member(writer, "The image as declared.", "public static global::Bivouac.Model.LiveCdModel Definition => " + Holder + ".Image.Model;");
        Member(writer, "The scripts by file name, printed when the project was compiled.", "public static " + Dictionary + " Scripts => " + Holder + ".Image.Scripts;");
        Member(writer, "What the driver builds from.", "internal static global::Bivouac.LiveCdImage Image => " + Holder + ".Image;");
        writer.Line(GeneratedCode.Attribute);
        writer.Open("private static class " + Holder);
        writer.Line("internal static readonly global::Bivouac.LiveCdImage Image = global::Bivouac.LiveCdImage.Create(");
        writer.Line("    " + CSharpWriter.Literal(content.ProfileName) + ",");
        writer.Line("    Define,");
        writer.Line("    new global::System.Collections.ObjectModel.ReadOnlyDictionary<string, string>(new global::System.Collections.Generic.Dictionary<string, string>(global::System.StringComparer.Ordinal)");
        writer.Line("    {");
        foreach (var script in content.Scripts)
            writer.Line("        [" + CSharpWriter.Literal(script.Name) + "] = " + CSharpWriter.LongLiteral(script.Text) + ",");
        writer.Line("    }),");
        writer.Line("    " + CSharpWriter.Literal(content.DefinitionPlace) + ",");
        writer.Line("    " + CSharpWriter.Literal(content.NamePlace) + ",");
        Array(writer, content.Places, ",");
        Array(writer, content.UsedKeys, ",");
        Array(writer, content.OtherKeys, ",");
        Array(writer, new(content.Findings.Select(f => f.ToString())), ",");
        Array(writer, new(content.Settings.Select(s => s.ToString())), ");");
        writer.Close();
    }

    private static void Array(CSharpWriter writer, Model.EquatableArray<string> items, string behind)
    {
        writer.Line("    new string[]").Line("    {");
        foreach (var item in items) writer.Line("        " + CSharpWriter.Literal(item) + ",");
        writer.Line("    }" + behind);
    }

    /// <summary>What other code needs to compile, so that only the errors of the definition are shown.</summary>
    private static void Stub(CSharpWriter writer, ImageSource source)
    {
        Member(writer, "The image as declared.", "public static global::Bivouac.Model.LiveCdModel Definition => Image.Model;");
        Member(writer, "The scripts by file name.", "public static " + Dictionary + " Scripts => Image.Scripts;");
        Member(
            writer,
            "What the driver builds from.",
            "internal static global::Bivouac.LiveCdImage Image => throw new global::System.InvalidOperationException("
            + CSharpWriter.Literal("the definition of " + source.MetadataName + " has errors; see the messages of the build") + ");");
    }

    private static void Member(CSharpWriter writer, string summary, string declaration) =>
        writer.Line("/// <summary>" + summary + "</summary>").Line(GeneratedCode.Attribute).Line(declaration).Line();
}
