using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>What a service of the definition says about another.</summary>
/// <param name="Service">The service that says it.</param>
/// <param name="Element">The element of the reference.</param>
/// <param name="Call">The call.</param>
/// <param name="Other">The other service.</param>
internal sealed record ServiceReference(ServiceDeclaration Service, string Element, string Call, string Other)
{
    /// <summary>Whether it needs the other one.</summary>
    public bool IsNeed => Call == ".NeedsOrFails";

    /// <summary>Whether it starts before the other one; else after it.</summary>
    public bool IsBefore => Call == ".Before";

    /// <summary>All references of a definition, in their order.</summary>
    public static IEnumerable<ServiceReference> Of(LiveCdModel model)
    {
        for (var i = 0; i < model.DeclaredServices.Count; i++)
        {
            var service = model.DeclaredServices[i];
            var element = ElementPath.Of(ElementPath.DeclaredServices, i);
            foreach (var reference in List(service, element + ".After", ".After", service.After)) yield return reference;
            foreach (var reference in List(service, element + ".Before", ".Before", service.Before)) yield return reference;
            foreach (var reference in List(service, element + ".Uses", ".Use", service.Uses)) yield return reference;
            foreach (var reference in List(service, element + ".Wants", ".Want", service.Wants)) yield return reference;
            for (var n = 0; n < service.Needs.Count; n++) yield return new(service, ElementPath.Of(element + ".Needs", n), ".NeedsOrFails", service.Needs[n].Service);
        }
    }

    private static IEnumerable<ServiceReference> List(ServiceDeclaration service, string list, string call, EquatableArray<string> others)
    {
        for (var i = 0; i < others.Count; i++) yield return new(service, ElementPath.Of(list, i), call, others[i]);
    }
}
