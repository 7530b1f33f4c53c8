using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Audit;
using SatuPintu.Server.Access;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>A server on the registry of a test.</summary>
internal static class TestServices
{
    /// <summary>The key by which the tests' audit logs are sealed.</summary>
    public static byte[] SealKey { get; } = new byte[32];

    /// <summary>Registers it, with the jobs that work on its deliveries.</summary>
    public static void AddTestRegistry(this IServiceCollection services, TestRegistry registry) =>
        services.AddRegistry(registry.Database, registry.Place, registry.Ring, stop => AuditLog.Seal(registry.Database, SealKey, stop));
}
