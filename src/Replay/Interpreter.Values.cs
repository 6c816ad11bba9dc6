using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Arrays, objects, delegates.</content>
internal sealed partial class Interpreter
{
    /// <summary>Where the items of an array stand, by the array itself.</summary>
    private readonly Dictionary<Array, SyntaxNode[]> _items = new(ReferenceComparer.Instance);

    private Array NewArray(IArrayCreationOperation operation, Scope scope)
    {
        if (operation.Type is not IArrayTypeSymbol { IsSZArray: true } type)
            throw Refuse(operation, "an array of several dimensions is not replayed", "use an array of one dimension");
        var elements = operation.Initializer?.ElementValues ?? [];
        if (operation.Initializer is null && operation.DimensionSizes is not [{ ConstantValue: { HasValue: true, Value: 0 } }])
            throw Refuse(operation, "an array without its items is not replayed", "list the items");
        var failed = false;
        var values = elements.Select(e => TryEvaluate(e, scope, ref failed)).ToArray();
        if (failed) throw Silent(operation);
        return Store(type.ElementType, values, elements.Select(e => e.Syntax), operation);
    }

    private Array Collection(ICollectionExpressionOperation operation, Scope scope)
    {
        var element = ElementType(operation.Type) ?? throw Refuse(operation, "a collection of this type is not replayed", "use an array");
        var values = new List<object?>();
        var syntax = new List<SyntaxNode>();
        var failed = false;
        foreach (var item in operation.Elements)
        {
            if (item is not ISpreadOperation spread)
            {
                values.Add(TryEvaluate(item, scope, ref failed));
                syntax.Add(item.Syntax);
                continue;
            }

            var inner = TryEvaluate(spread.Operand, scope, ref failed);
            if (inner is Unavailable) continue;
            if (inner is not Array array || spread.ElementConversion is not { IsUserDefined: false, IsNumeric: false })
                throw Refuse(spread.Operand, "'" + Advice.Text(spread.Operand) + "' is no list of constants", "spread an array of the same type");
            _items.TryGetValue(array, out var places);
            for (var i = 0; i < array.Length; i++)
            {
                values.Add(array.GetValue(i));
                syntax.Add(places?[i] ?? spread.Syntax);
            }

            Burn(operation, array.Length);
        }

        if (failed) throw Silent(operation);
        return Store(element, values, syntax, operation);
    }

    private Array Store(ITypeSymbol elementType, IReadOnlyList<object?> values, IEnumerable<SyntaxNode> syntax, IOperation operation)
    {
        var array = Array.CreateInstance(session.Members.TypeOf(elementType) ?? typeof(object), values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && !array.GetType().GetElementType()!.IsInstanceOfType(value))
                throw Refuse(operation, "an item is converted", "write the items in the type of the array");
            array.SetValue(values[i], i);
        }

        _items[array] = syntax.ToArray();
        return array;
    }

    /// <summary>The type of the items, where the collection is one that nobody can change or that the definition cannot change.</summary>
    private static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element], Name: "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" or "ReadOnlySpan" or "ImmutableArray" } named
            when Root(named) == nameof(System) => element,
        _ => null,
    };

    private static string Root(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space?.Name ?? "";
    }

    private object NewObject(IObjectCreationOperation operation, Scope scope)
    {
        if (operation.Constructor is not { } constructor) throw Silent(operation);
        var type = constructor.ContainingType;
        if (!RuntimeMembers.IsLanguage(type))
            throw Refuse(operation, "'" + type.Name + "' is not one of Bivouac's types", "use strings, numbers, arrays and the types of Bivouac");
        if (type.Name == nameof(PinnedVersion))
            throw Refuse(operation, "an entry of VERSIONS cannot be made in a definition", "add it to VERSIONS and write Versions.NAME");
        if (IsBuilder(type))
            throw Refuse(operation, "a second builder declares nothing", "use the one that Define takes");
        if (operation.Initializer is not null)
            throw Refuse(operation.Initializer, "an initializer of properties is not replayed", "pass the values to the constructor");
        var arguments = Arguments(operation.Arguments, constructor, scope, out var failed);
        if (failed) throw Silent(operation);
        return Call(constructor, null, arguments, operation, (parameter, index) => PlaceOf(operation.Arguments, arguments, parameter, index) ?? Place.Of(operation.Syntax))!;
    }

    private Delegate NewDelegate(IDelegateCreationOperation operation, Scope scope)
    {
        if (operation.Type is null || session.Members.TypeOf(operation.Type) is not { } type)
            throw Refuse(operation, "a function of this type is not replayed", "pass a method or lambda that takes one builder");
        Func<object?, object?> body;
        switch (operation.Target)
        {
            case IAnonymousFunctionOperation { Symbol: { IsAsync: false, Parameters: [var parameter] } } function:
                body = value =>
                {
                    var inner = new Scope(scope);
                    inner.Declare(parameter, value);
                    return Nested(() => RunBody(function.Body, inner), function);
                };
                break;
            case IMethodReferenceOperation { Instance: null, Method: { Parameters.Length: 1 } method } reference when IsSource(method):
                CheckFragment(method, reference, reference.Syntax);
                body = value => CallSource(method, [value], reference);
                break;
            case IMethodReferenceOperation reference:
                throw Refuse(reference, "'" + reference.Method.Name + "' is not a static method of this project", "write a static method of this project, or a lambda");
            default:
                var (fact, advice) = Advice.For(operation);
                throw Refuse(operation, fact, advice);
        }

        return Delegates.Make(type, body) ?? throw Refuse(operation, "a function of this type is not replayed", "pass a method or lambda that takes one builder");
    }

    private static bool IsBuilder(ITypeSymbol type) => type.Name.EndsWith("Builder", StringComparison.Ordinal) && RuntimeMembers.IsLanguage(type);
}
