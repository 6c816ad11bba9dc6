namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>What a staged item is.</summary>
internal enum StagedKind
{
    File,
    Program,
    Link,
    Folder,
}
