namespace Bivouac.Model;

/// <summary>The hardware watchdog: the machine is reset when nothing tells it for some time that the system is alive.</summary>
/// <param name="TimeoutSeconds">After how many seconds.</param>
public sealed record WatchdogDeclaration(int TimeoutSeconds);
