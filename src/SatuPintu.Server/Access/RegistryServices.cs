using Microsoft.Extensions.Diagnostics.HealthChecks;
using SatuPintu.Access.SecondFactor;
using SatuPintu.Audit;
using SatuPintu.People.Search;
using SatuPintu.Server.Deliveries;
using SatuPintu.Server.People;
using SatuPintu.Server.Rankings;
using SatuPintu.Server.SignIn;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Access;

/// <summary>What the pages need of a registry.</summary>
public static class RegistryServices
{
    /// <summary>Registers a registry that is open and up to date.</summary>
    public static void AddRegistry(this IServiceCollection services, Registry registry)
    {
        services.AddRegistry(registry.Database, registry.Place, registry.Keys, stop => AuditLog.Seal(registry, stop));
        services.AddSingleton(registry);
        services.AddHostedService<DatabaseKeeper>();
    }

    /// <summary>Registers the parts of a registry, and how its audit log is sealed.</summary>
    internal static void AddRegistry(this IServiceCollection services, RegistryDatabase database, RegistryPlace place, KeyRing keys, Func<CancellationToken, Task> seal)
    {
        services.AddSingleton(database);
        services.AddSingleton(keys);
        services.AddSingleton(new AuditSeal(seal));
        services.AddSingleton<PersonFinder>();
        services.AddHostedService<PersonIndexKeeper>();
        services.AddSingleton(new SecondFactorKeys(keys));
        services.AddDeliveries(place, keys);
        services.AddRankings();
        services.AddSingleton<ISignIn, RegistrySignIn>();
        services.AddHostedService<AuditSealer>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
    }

    /// <summary>Whether the database answers.</summary>
    private sealed class DatabaseCheck(RegistryDatabase database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await database.In(SatuPintu.Access.Actor.System, s => s.One<int>("select 1", cancellationToken), cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is UserError or Npgsql.NpgsqlException)
            {
                return HealthCheckResult.Unhealthy(exception: e);
            }
        }
    }
}
