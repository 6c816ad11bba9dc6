using System.Runtime.Versioning;

// Builders of this machine are shells, modes and process groups; their tests are run on Linux.
[assembly: UnsupportedOSPlatform("windows")]
