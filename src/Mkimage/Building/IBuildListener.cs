namespace Bivouac.Mkimage.Building;

/// <summary>Is told how a build goes on. What it shows, and how, is its own matter.</summary>
public interface IBuildListener
{
    /// <summary>A step of the driver itself begins.</summary>
    /// <param name="message">One sentence without a full stop.</param>
    void OnStep(string message);

    /// <summary>mkimage.sh begins a section.</summary>
    /// <param name="label">The section for a person.</param>
    void OnSectionStarted(string label);

    /// <summary>mkimage.sh ended a section.</summary>
    /// <param name="section">The section.</param>
    void OnSectionEnded(SectionTime section);

    /// <summary>A line of the log.</summary>
    /// <param name="line">The line.</param>
    void OnLine(string line);
}
