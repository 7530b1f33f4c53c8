using System.Reflection;

namespace SatuPintu;

/// <summary>Which program this is, as outputs name it.</summary>
public static class ProgramVersion
{
    /// <summary>The program's name.</summary>
    public const string Name = "SatuPintu";

    /// <summary>Its version, without the revision of the source it was built from.</summary>
    public static string Number { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
