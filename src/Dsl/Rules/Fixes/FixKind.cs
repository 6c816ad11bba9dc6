namespace Bivouac.Rules.Fixes;

/// <summary>What a repair does to the definition.</summary>
public enum FixKind
{
    /// <summary>The text of the argument becomes <see cref="Fix.Value"/>.</summary>
    ReplaceText,

    /// <summary>The call gets the argument <see cref="Fix.Name"/> with the expression <see cref="Fix.Value"/>, in the place of one that it has.</summary>
    SetArgument,

    /// <summary>The argument goes, and the call with it when it has no other.</summary>
    Remove,

    /// <summary>The call <see cref="Fix.Value"/>, for example <c>.Hostname("rescue")</c>, is put before the one that the finding stands on; with a <see cref="Fix.Name"/>, within the configuration that the call of this name takes.</summary>
    AddCall,

    /// <summary><see cref="Fix.Value"/> becomes the value of the key <see cref="Fix.Name"/> in VERSIONS, and the argument refers to it.</summary>
    MoveToVersions,

    /// <summary>In the text of the argument, <see cref="Fix.Name"/> becomes <see cref="Fix.Value"/> wherever it stands.</summary>
    ReplaceInText,
}
