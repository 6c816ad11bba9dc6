using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>A text that a person wrote into the definition, or into a file that the definition names.</summary>
/// <param name="Element">The element that a finding about it stands on.</param>
/// <param name="Text">The text.</param>
/// <param name="Item">The overlay's file, or null for other texts.</param>
/// <param name="Shell">Whether it is shell in any case: raw shell text, a service's variable.</param>
internal sealed record DeclaredText(string Element, FileText Text, OverlayItem? Item, bool Shell)
{
    /// <summary>Where a character stands, for a message; empty when the element says it all.</summary>
    public string Place(int index) => Item?.Place(index) ?? Element;

    /// <summary>The texts: the overlay's, then service variables, then raw shell.</summary>
    public static IEnumerable<DeclaredText> Of(RuleContext context)
    {
        foreach (var item in context.Overlay.Items)
            if (item.Text is { } text) yield return new(item.ContentElement, text, item, false);
        for (var i = 0; i < context.Model.ConfD.Count; i++)
            yield return new(ElementPath.Of(ElementPath.ConfD, i, "Value"), new FileText(context.Model.ConfD[i].Value.ToString()), null, true);
        for (var i = 0; i < context.Model.RawShell.Count; i++)
            yield return new(ElementPath.Of(ElementPath.RawShell, i, "Text"), new FileText(context.Model.RawShell[i].Text), null, true);
    }
}
