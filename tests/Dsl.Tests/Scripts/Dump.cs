using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Scripts;
using Xunit;
namespace Bivouac.Dsl.Tests.Scripts;
public class Dump { [Fact] public void D() { foreach (var m in new[] { Samples.Minimal(), Samples.Full() }) foreach (var f in ScriptSet.Print(m)) System.IO.File.WriteAllText("/tmp/dump/" + f.Name, f.Text); } }
