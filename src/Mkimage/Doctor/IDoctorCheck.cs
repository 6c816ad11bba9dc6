using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Doctor;

/// <summary>Looks at one thing that a build needs; changes nothing.</summary>
internal interface IDoctorCheck
{
    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="DriverException">What keeps a build from being made, with what mends it: as good as a problem that is returned.</exception>
    Task<Diagnosis> LookAsync(CancellationToken cancellationToken);
}
