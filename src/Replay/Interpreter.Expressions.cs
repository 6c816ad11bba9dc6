using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Expressions.</content>
internal sealed partial class Interpreter
{
    private object? Evaluate(IOperation operation, Scope scope)
    {
        Burn(operation);
        if (operation is IInvalidOperation) throw Silent(operation);
        if (operation.ConstantValue.HasValue) return Constant(operation, operation.ConstantValue.Value);
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, scope);
            case IInvocationOperation invocation:
                return Invocation(invocation, scope);
            case IConversionOperation conversion:
                return Conversion(conversion, scope);
            case ILocalReferenceOperation local:
                return Variable(local.Local, local, scope);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, parameter, scope);
            case IFieldReferenceOperation field:
                return Member(field.Field, field.Instance, field, scope);
            case IPropertyReferenceOperation { Arguments.Length: 0 } property:
                return Member(property.Property, property.Instance, property, scope);
            case IArrayElementReferenceOperation element:
                return Element(element, scope);
            case IArrayCreationOperation array:
                return NewArray(array, scope);
            case ICollectionExpressionOperation collection:
                return Collection(collection, scope);
            case IObjectCreationOperation creation:
                return NewObject(creation, scope);
            case IDelegateCreationOperation creation:
                return NewDelegate(creation, scope);
            case IInterpolatedStringHandlerCreationOperation handler:
                return Symbolic(handler, scope);
            case IInterpolatedStringOperation text:
                return Plain(text, scope);
            case IBinaryOperation binary:
                return Binary(binary, scope);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return !Condition(not.Operand, scope);
            case IConditionalOperation { WhenFalse: { } whenFalse, IsRef: false } conditional:
                return Evaluate(Condition(conditional.Condition, scope) ? conditional.WhenTrue : whenFalse, scope);
            case ICoalesceOperation { ValueConversion: { IsUserDefined: false, IsNumeric: false } } coalesce:
                return Evaluate(coalesce.Value, scope) ?? Evaluate(coalesce.WhenNull, scope);
            case IDefaultValueOperation { Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                return null;
            case ISimpleAssignmentOperation { Target: IDiscardOperation } discard:
                return Evaluate(discard.Value, scope);
            default:
                var (fact, advice) = Advice.For(operation);
                throw Refuse(operation, fact, advice);
        }
    }

    private object? Constant(IOperation operation, object? value)
    {
        NoteKeys(operation);
        if (value is string text) Burn(operation, text.Length / 64);
        var type = operation.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : operation.Type;
        if (value is null || type is not { TypeKind: TypeKind.Enum }) return value;
        if (!RuntimeMembers.IsBivouac(type)) return EnumConstant.Of(type, value);
        return Enum.ToObject(session.Members.TypeOf(type) ?? throw Unknown(type, operation), value);
    }

    private object? Variable(ISymbol variable, IOperation operation, Scope scope)
    {
        if (scope.TryGet(variable, out var value))
            return value is Unavailable ? throw Silent(operation) : value;
        var (fact, advice) = Advice.For(operation);
        throw Refuse(operation, fact, advice);
    }

    private object? Conversion(IConversionOperation operation, Scope scope)
    {
        var conversion = operation.GetConversion();
        if (!conversion.Exists) throw Silent(operation);
        var value = Evaluate(operation.Operand, scope);
        if (operation.OperatorMethod is { } method) return Convert(method, value, operation);
        var keeps = conversion.IsIdentity || conversion.IsNullLiteral || conversion.IsDefaultLiteral || conversion.IsBoxing
            || (conversion.IsImplicit && (conversion.IsReference || conversion.IsNullable || conversion.IsConditionalExpression || conversion.IsObjectCreation || conversion.IsCollectionExpression || conversion.IsInterpolatedString));
        var type = operation.Type is null ? null : session.Members.TypeOf(operation.Type);
        if (keeps && (value is null || type is null || value is Array || type.IsInstanceOfType(value))) return value;
        throw Refuse(operation, "'" + Advice.Text(operation) + "' is converted to '" + operation.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "'", "write the value in that type");
    }

    private object? Convert(IMethodSymbol method, object? value, IOperation operation)
    {
        var operand = operation is IConversionOperation conversion ? conversion.Operand : operation;
        if (IsSource(method)) return CallSource(method, [value], operation);
        return Call(method, null, [value], operation, (_, _) => Place.Of(operand.Syntax));
    }

    private object? Binary(IBinaryOperation operation, Scope scope)
    {
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd && operation.OperatorMethod is null)
            return Condition(operation.LeftOperand, scope) && Condition(operation.RightOperand, scope);
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalOr && operation.OperatorMethod is null)
            return Condition(operation.LeftOperand, scope) || Condition(operation.RightOperand, scope);

        var left = Evaluate(operation.LeftOperand, scope);
        var right = Evaluate(operation.RightOperand, scope);
        if (operation.OperatorMethod is { } method && method.ContainingType.SpecialType != SpecialType.System_String)
        {
            if (operation.IsLifted) throw NotCalculated(operation);
            if (IsSource(method)) return CallSource(method, [left, right], operation);
            return Call(method, null, [left, right], operation, (parameter, _) => Place.Of((parameter == "left" ? operation.LeftOperand : operation.RightOperand).Syntax));
        }

        if (operation is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String })
        {
            var text = Format(left, operation.LeftOperand) + Format(right, operation.RightOperand);
            Burn(operation, text.Length / 64);
            return text;
        }

        return Compare(operation, left, right);
    }

    private object Compare(IBinaryOperation operation, object? left, object? right)
    {
        if (operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && (IsComparable(operation.LeftOperand) || left is null) && (IsComparable(operation.RightOperand) || right is null))
        {
            return Equals(left, right) == (operation.OperatorKind is BinaryOperatorKind.Equals);
        }

        if (left is int a && right is int b)
        {
            switch (operation.OperatorKind)
            {
                case BinaryOperatorKind.LessThan: return a < b;
                case BinaryOperatorKind.LessThanOrEqual: return a <= b;
                case BinaryOperatorKind.GreaterThan: return a > b;
                case BinaryOperatorKind.GreaterThanOrEqual: return a >= b;
            }
        }

        throw NotCalculated(operation);
    }

    private Refusal NotCalculated(IOperation operation)
    {
        var (fact, advice) = Advice.For(operation);
        return Refuse(operation, fact, advice);
    }

    /// <summary>Whether C# compares values of the type as Equals does.</summary>
    private static bool IsComparable(IOperation operand) =>
        operand.Type is { } type && (type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Boolean or SpecialType.System_Char);

    private object? Element(IArrayElementReferenceOperation operation, Scope scope)
    {
        var value = Evaluate(operation.ArrayReference, scope);
        if (value is Array items && operation.Indices is [var index] && Evaluate(index, scope) is int i)
        {
            return i >= 0 && i < items.Length
                ? items.GetValue(i)
                : throw Refuse(operation, "there is no item " + Advice.Text(index), "count from 0");
        }

        var (fact, advice) = Advice.For(operation);
        throw Refuse(operation, fact, advice);
    }

    private Refusal Unknown(ITypeSymbol type, IOperation operation) =>
        RuntimeMembers.IsLanguage(type)
            ? new Refusal(new(DefinitionRules.VersionMismatch, Place.Of(operation.Syntax), new(["the analyzers know no type '" + type.Name + "'"])))
            : Refuse(operation, "a value of type '" + type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "' cannot be made at compile time", "use strings, numbers and the types of Bivouac");
}
