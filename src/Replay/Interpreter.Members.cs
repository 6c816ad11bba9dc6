using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Fields and properties.</content>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, object?> _statics = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _constants = new(SymbolEqualityComparer.Default);

    /// <summary>The field or property whose initializer is being evaluated.</summary>
    private ISymbol? _initializing;

    private object? Member(ISymbol member, IOperation? instance, IOperation operation, Scope scope)
    {
        if (SymbolEqualityComparer.Default.Equals(member.ContainingType, session.VersionsType) && session.VersionsType is not null)
        {
            var entry = session.Entry(member) ?? throw Silent(operation);
            _keys.Add(entry.Key);
            return new PinnedVersion(entry.Key, entry.Value);
        }

        if (instance is not null) return InstanceMember(member, instance, operation, scope);
        if (IsSource(member)) return SourceMember(member, operation);
        if (!RuntimeMembers.IsLanguage(member.ContainingType))
        {
            var (fact, advice) = Advice.For(operation);
            throw Refuse(operation, fact, advice);
        }

        switch (member)
        {
            case IPropertySymbol property when session.Members.PropertyOf(property) is { } loaded: return loaded.GetValue(null);
            case IFieldSymbol field when session.Members.FieldOf(field) is { } loaded: return loaded.GetValue(null);
            default:
                throw new Refusal(new(DefinitionRules.VersionMismatch, Place.Of(operation.Syntax), new(
                    ["the analyzers know no '" + member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "'"])));
        }
    }

    private object? InstanceMember(ISymbol member, IOperation instance, IOperation operation, Scope scope)
    {
        if (member is not IPropertySymbol property) throw NotCalculated(operation);
        if (member is { Name: nameof(Array.Length), ContainingType.SpecialType: SpecialType.System_Array } && Evaluate(instance, scope) is Array array) return array.Length;
        if (!RuntimeMembers.IsLanguage(member.ContainingType) || session.Members.PropertyOf(property) is not { } loaded || session.Members.TypeOf(property.Type) is null)
            throw NotCalculated(operation);
        return loaded.GetValue(Evaluate(instance, scope) ?? throw Refuse(operation, "'" + Advice.Text(instance) + "' is null here", "give it a value"));
    }

    private object? SourceMember(ISymbol member, IOperation operation)
    {
        if (member is IPropertySymbol { GetMethod: { } getter, SetMethod: null } && Initializer(member) is null)
        {
            CheckFragment(getter, operation, operation.Syntax);
            return CallSource(getter, [], operation);
        }

        var initializer = member is IFieldSymbol { IsStatic: true, IsReadOnly: true } or IPropertySymbol { IsStatic: true, SetMethod: null } ? Initializer(member) : null;
        if (initializer is null)
            throw Refuse(operation, "'" + member.Name + "' may change while the program runs", "make it 'const' or 'static readonly' with an initializer");
        if (member.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared))
            throw Refuse(operation, "'" + member.ContainingType.Name + "' has a static constructor, which may change '" + member.Name + "'", "remove it, or keep constants in a class of their own");
        if (_initializing is { } user && !IsBefore(member, user))
            throw Refuse(operation, "'" + member.Name + "' may not be set yet when '" + user.Name + "' is", "use only fields that stand before it in the same class, or make it 'const'");
        if (_statics.TryGetValue(member, out var known)) return known is Unavailable ? throw Silent(operation) : known;
        return _statics[member] = Initialize(member, initializer, operation);
    }

    private object? Initialize(ISymbol member, ExpressionSyntax initializer, IOperation operation)
    {
        var bound = session.Model(initializer.SyntaxTree).GetOperation(initializer, cancellation) ?? throw Silent(operation);
        while (bound.Parent is IConversionOperation { IsImplicit: true } or IDelegateCreationOperation { IsImplicit: true }) bound = bound.Parent;
        var outer = _initializing;
        _initializing = member;
        try
        {
            var failed = false;
            var value = TryEvaluate(bound, new Scope(null), ref failed);
            return failed ? throw Silent(operation) : value;
        }
        finally
        {
            _initializing = outer;
        }
    }

    private ExpressionSyntax? Initializer(ISymbol member) => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) switch
    {
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        VariableDeclaratorSyntax variable => variable.Initializer?.Value,
        _ => null,
    };

    /// <summary>Whether a member is initialized before another: fields of a class are, in the order of its file.</summary>
    private static bool IsBefore(ISymbol member, ISymbol user) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, user.ContainingType)
        && member.DeclaringSyntaxReferences[0] is var a && user.DeclaringSyntaxReferences[0] is var b
        && a.SyntaxTree == b.SyntaxTree && a.Span.Start < b.Span.Start;

    /// <summary>Notes the keys of VERSIONS whose constants an expression is made of.</summary>
    private void NoteKeys(IOperation constant)
    {
        if (constant is ILiteralOperation or INameOfOperation) return;
        foreach (var operation in constant.DescendantsAndSelf())
            if (operation is IFieldReferenceOperation { Field: { IsConst: true } field } && field.ContainingType.TypeKind != TypeKind.Enum) NoteKeys(field);
    }

    private void NoteKeys(IFieldSymbol constant)
    {
        if (session.Entry(constant) is { } entry) _keys.Add(entry.Key);
        else if (IsSource(constant) && _constants.Add(constant) && Initializer(constant) is { } initializer) NoteKeys(initializer);
    }

    private void NoteKeys(IParameterSymbol parameter)
    {
        if (_constants.Add(parameter) && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is ParameterSyntax { Default.Value: { } value } && IsSource(parameter))
            NoteKeys(value);
    }

    private void NoteKeys(ExpressionSyntax expression)
    {
        if (!expression.IsKind(SyntaxKind.StringLiteralExpression) && session.Model(expression.SyntaxTree).GetOperation(expression, cancellation) is { } bound) NoteKeys(bound);
    }
}
