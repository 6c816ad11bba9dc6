using System;
using System.Collections.Generic;
using System.Reflection;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary>What the commands work with.</summary>
/// <param name="Images">The images of the project.</param>
/// <param name="Assembly">The assembly that they are defined in; its metadata tells the project's folder.</param>
/// <param name="Reporter">Writes to the console.</param>
/// <param name="Processes">Starts processes.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Interrupts">How the user interrupts a command.</param>
internal sealed record DriverServices(
    IReadOnlyList<LiveCdImage> Images,
    Assembly? Assembly,
    Reporter Reporter,
    IProcessRunner Processes,
    TimeProvider Clock,
    BuildInterrupts Interrupts);
