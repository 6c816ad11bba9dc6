using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Shouldly;

namespace Bivouac.Generators.Tests.Harness;

/// <summary>Walks everything that a value refers to.</summary>
internal static class ObjectGraph
{
    public static void ShouldHoldNothingOfRoslyn(object? value, string step) => Walk(value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value.GetType().IsPrimitive || value is string or Enum or Type || !seen.Add(value)) return;
        (value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or IOperation or Location).ShouldBeFalse(path + " holds a " + value.GetType());
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(item, path + "[]", seen);
            return;
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), path + "." + field.Name, seen);
    }
}
