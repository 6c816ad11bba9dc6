using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac;

/// <content>What is tested in the booted image.</content>
public sealed partial class LiveCdBuilder
{
    private readonly List<SmokeTestDeclaration> _smokeTests = [];

    /// <summary>
    /// Declares a test of the booted image: <c>dotnet run -- boot</c> starts the ISO in QEMU and ends with exit code 8 when the
    /// test does not pass in time. It changes nothing in the image.
    /// </summary>
    /// <param name="name">A name of its own, one line; it stands in the report.</param>
    /// <param name="configure">Says what must hold.</param>
    /// <exception cref="ArgumentException">The name is empty, has a control character or is taken, or the test tests nothing.</exception>
    public LiveCdBuilder SmokeTest(string name, Action<SmokeTestBuilder> configure)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("the smoke test has no name, so its failure could not be told from others; give it one, for example 'ssh'", nameof(name));
        Texts.CheckLine(name, nameof(name));
        if (configure is null) throw new ArgumentNullException(nameof(configure));
        if (_smokeTests.Any(t => t.Name == name)) throw new ArgumentException($"there is a smoke test '{name}' already; give this one another name", nameof(name));
        var element = ElementPath.Of(ElementPath.SmokeTests, _smokeTests.Count);
        Recorder.Note(element, nameof(name));
        var test = new SmokeTestBuilder(Recorder, element, name);
        configure(test);
        _smokeTests.Add(test.Build(nameof(configure)));
        return this;
    }
}
