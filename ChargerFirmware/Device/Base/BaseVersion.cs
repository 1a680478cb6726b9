using System.Reflection;

// The runtime binds assemblies by name and version: with one of its own, a Base of another release is refused instead of run.
[assembly: AssemblyVersion("0.1.0.0")]
