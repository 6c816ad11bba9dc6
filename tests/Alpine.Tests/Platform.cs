using System.Runtime.Versioning;

// The sandbox is made of Linux namespaces.
[assembly: UnsupportedOSPlatform("windows")]
