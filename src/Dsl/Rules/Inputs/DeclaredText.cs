using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>A text that a person wrote into the definition, or into a file that the definition names.</summary>
/// <param name="Element">The element that a finding about it stands on.</param>
/// <param name="Text">The text.</param>
/// <param name="Item">The overlay's file, or null for other texts.</param>
/// <param name="Name">What to call it in a message when it is no file.</param>
internal sealed record DeclaredText(string Element, FileText Text, OverlayItem? Item, string Name)
{
    /// <summary>Where a character stands, for a message; empty when the element says it all.</summary>
    public string Place(int index) => Item?.Place(index) ?? Element;

    /// <summary>The texts: the overlay's, then service variables, then raw shell and that of services.</summary>
    public static IEnumerable<DeclaredText> Of(RuleContext context)
    {
        foreach (var item in context.Overlay.Items)
            if (item.Text is { } text) yield return new(item.ContentElement, text, item, item.Name);
        for (var i = 0; i < context.Model.ConfD.Count; i++)
            yield return new(ElementPath.Of(ElementPath.ConfD, i, "Value"), new FileText(context.Model.ConfD[i].Value.ToString()), null, "the variable");
        for (var i = 0; i < context.Model.RawShell.Count; i++)
            yield return new(ElementPath.Of(ElementPath.RawShell, i, "Text"), new FileText(context.Model.RawShell[i].Text), null, "the raw shell");
        for (var i = 0; i < context.Model.DeclaredServices.Count; i++)
        {
            var service = context.Model.DeclaredServices[i];
            for (var s = 0; s < service.Steps.Count; s++)
                if (service.Steps[s] is ServiceShell shell)
                    yield return new(ElementPath.Of(ElementPath.Of(ElementPath.DeclaredServices, i, "Steps"), s, "Text"), new FileText(shell.Text), null, "the shell of the service '" + service.Name + "'");
        }
    }
}
