using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bivouac.Replay;

/// <summary>Says of what is outside the replayed language what it is and what to write instead.</summary>
internal static class Advice
{
    private const string Constant = "use a constant, a static readonly field, an entry of VERSIONS or a value of Bivouac's types";

    /// <summary>The fact and the advice for an operation.</summary>
    public static (string Fact, string Instead) For(IOperation operation) => operation switch
    {
        IForLoopOperation => ("a for loop is not replayed", "write foreach over the values"),
        IWhileLoopOperation => ("a while loop is not replayed", "write foreach over the values"),
        IForEachLoopOperation => ("an asynchronous loop is not replayed", "write foreach over constant values"),
        ITryOperation => ("a definition that catches exceptions is not replayed", "take the call out of the try block"),
        IThrowOperation => ("a definition that throws makes no image", "remove the throw"),
        IUsingOperation or IUsingDeclarationOperation => ("a definition has no resources to dispose", "remove the using"),
        ILockOperation => ("a definition runs on one thread", "remove the lock"),
        ISwitchOperation => ("a switch statement is not replayed", "write if and else on constants"),
        ISwitchExpressionOperation => ("a switch expression is not replayed", "write condition ? value : value"),
        IBranchOperation or ILabeledOperation => ("a jump to a label is not replayed", "write if and else on constants"),
        IReturnOperation => ("a method that yields its results is not replayed", "return an array"),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or ICoalesceAssignmentOperation or IDeconstructionAssignmentOperation or IIncrementOrDecrementOperation =>
            ("a variable that changes is not replayed", "declare a new one with 'var'"),
        IConditionalAccessOperation => ("'?.' is not replayed", "write '.': the builder is never null"),
        IAwaitOperation => ("the definition is replayed at compile time and cannot wait for anything", "remove the await; files and downloads are declared, not made here"),
        ITupleOperation => ("a tuple is not replayed", "use values of their own, or pass them as arguments to a method"),
        IWithOperation => ("'with' is not replayed", "give the value all that it needs when it is made"),
        IAnonymousObjectCreationOperation => ("an anonymous object is not replayed", Constant),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation => ("a dynamic call is not replayed", "give the variable its type"),
        IIsPatternOperation or IIsTypeOperation => ("a pattern is not replayed", "compare with == and !="),
        ITranslatedQueryOperation => ("a query is not replayed", "write foreach over the values"),
        IBinaryOperation or IUnaryOperation => ("'" + Text(operation) + "' is not calculated at compile time", "write its result as a constant"),
        IParameterReferenceOperation or ILocalReferenceOperation => ("'" + Text(operation) + "' has no value at compile time", Constant),
        _ => ("'" + Text(operation) + "' is not known at compile time", Constant),
    };

    /// <summary>The source of an operation on one line, shortened.</summary>
    public static string Text(IOperation operation)
    {
        var words = operation.Syntax.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(" ", words);
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
