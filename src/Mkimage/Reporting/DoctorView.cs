using Bivouac.Mkimage.Doctor;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows a diagnosis to a person.</summary>
internal sealed class DoctorView(Reporter reporter)
{
    /// <summary>Shows what is there, then what is not.</summary>
    public void Show(string heading, Diagnosis diagnosis)
    {
        reporter.Line(heading);
        foreach (var fact in diagnosis.Facts) reporter.Mark("green", "ok", fact);
        foreach (var problem in diagnosis.Problems)
        {
            reporter.Mark("red", "--", problem.What + ": " + problem.Why);
            reporter.Line("     " + problem.Mend.Replace("\n", "\n     ", System.StringComparison.Ordinal));
        }

        reporter.Line();
    }
}
