using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <content>Statements.</content>
internal sealed partial class Interpreter
{
    /// <summary>What the innermost running method returns.</summary>
    private object? _returned;

    /// <summary>Runs the body of a method or lambda and gives what it returns.</summary>
    private object? RunBody(IOperation body, Scope scope)
    {
        _returned = null;
        Run(body, scope);
        var returned = _returned;
        _returned = null;
        return returned;
    }

    private Flow Run(IOperation statement, Scope scope)
    {
        Burn(statement);
        try
        {
            return RunCore(statement, scope);
        }
        catch (Refusal refusal) when (!refusal.IsFatal && statement is not (IReturnOperation or IBlockOperation))
        {
            Report(refusal);
            return Flow.Next;
        }
    }

    private Flow RunCore(IOperation statement, Scope scope)
    {
        switch (statement)
        {
            case IBlockOperation block:
                var inner = new Scope(scope);
                foreach (var operation in block.Operations)
                    if (Run(operation, inner) is var flow and not Flow.Next) return flow;
                return Flow.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, scope);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                _returned = @return.ReturnedValue is null ? null : Evaluate(@return.ReturnedValue, scope);
                return Flow.Return;
            case IVariableDeclarationGroupOperation group:
                foreach (var declaration in group.Declarations) Declare(declaration, scope);
                return Flow.Next;
            case IConditionalOperation condition:
                var branch = Condition(condition.Condition, scope) ? condition.WhenTrue : condition.WhenFalse;
                return branch is null ? Flow.Next : Run(branch, scope);
            case IForEachLoopOperation { IsAsynchronous: false } loop:
                return RunLoop(loop, scope);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case IEmptyOperation:
            case ILocalFunctionOperation:
                return Flow.Next;
            default:
                var (fact, advice) = Advice.For(statement);
                throw Refuse(statement, fact, advice);
        }
    }

    private void Declare(IVariableDeclarationOperation declaration, Scope scope)
    {
        foreach (var declarator in declaration.Declarators)
        {
            if (declarator.Symbol.RefKind != RefKind.None)
                throw Refuse(declarator, "a local that refers to another variable is not replayed", "declare it without 'ref'");
            var failed = false;
            scope.Declare(declarator.Symbol, (declarator.Initializer ?? declaration.Initializer)?.Value is { } value ? TryEvaluate(value, scope, ref failed) : Unavailable.Value);
        }
    }

    private Flow RunLoop(IForEachLoopOperation loop, Scope scope)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var variable })
            throw Refuse(loop.LoopControlVariable, "a loop that takes its items apart is not replayed", "loop over single values, or call a method once for each item");
        if (Evaluate(loop.Collection, scope) is not Array items)
            throw Refuse(loop.Collection, "'" + loop.Collection.Syntax + "' is no list of constants", "loop over an array or a collection expression, for example [\"a\", \"b\"]");
        if (loop.Syntax is ForEachStatementSyntax syntax && session.Model(syntax.SyntaxTree).GetForEachStatementInfo(syntax).ElementConversion is { IsIdentity: false, IsReference: false })
            throw Refuse(loop, syntax.Type, "the loop converts each item", "declare the loop variable with 'var'");
        foreach (var item in items)
        {
            var turn = new Scope(scope);
            turn.Declare(variable, item);
            switch (Run(loop.Body, turn))
            {
                case Flow.Break: return Flow.Next;
                case Flow.Return: return Flow.Return;
            }
        }

        return Flow.Next;
    }

    private bool Condition(IOperation condition, Scope scope) =>
        Evaluate(condition, scope) is bool value ? value : throw Refuse(condition, "'" + condition.Syntax + "' is not known at compile time", "write a condition on constants");
}
