using System.Runtime.CompilerServices;
using SatuPintu.Access.Accounts;

namespace SatuPintu.Tests.Access;

/// <summary>Passwords of tests are hashed in a moment: at full strength they took a tenth of the suite.</summary>
internal static class FewRounds
{
    internal const int Rounds = 1000;

    [ModuleInitializer]
    internal static void Set() => Passwords.Rounds = Rounds;
}
