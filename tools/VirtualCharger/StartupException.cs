using System;

namespace VirtualCharger;

/// <summary>The charger cannot start as it was asked to: the message is the one line that names the option and says how to mend it.</summary>
public sealed class StartupException(string message) : Exception(message);
