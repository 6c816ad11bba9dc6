namespace Bivouac.Scripts;

/// <summary>A script as mkimage.sh gets it.</summary>
/// <param name="Name">Its file name, for example <c>mkimg.rescue.sh</c>.</param>
/// <param name="Text">Its text: POSIX shell for busybox ash, LF line ends.</param>
public sealed record ScriptFile(string Name, string Text);
