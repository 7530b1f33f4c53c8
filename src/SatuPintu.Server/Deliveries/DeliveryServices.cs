using SatuPintu.Deliveries;
using SatuPintu.Deliveries.Jobs;
using SatuPintu.Deliveries.Uploads;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Server.Deliveries;

/// <summary>What the pages and the interface need to take deliveries in.</summary>
public static class DeliveryServices
{
    /// <summary>Registers the files of deliveries and of those on their way in, what removes the ones left alone, and what works on those that came.</summary>
    public static void AddDeliveries(this IServiceCollection services, RegistryPlace place, KeyRing keys)
    {
        services.AddSingleton(new UploadFiles(place, keys));
        services.AddSingleton(s => s.GetRequiredService<UploadFiles>().Deliveries);
        services.AddHostedService<UploadSweeper>();
        services.AddSingleton(s => new DeliveryJobs(s.GetRequiredService<RegistryDatabase>(), keys, s.GetRequiredService<DeliveryFiles>()));
        services.AddHostedService<DeliveryWorker>();
    }
}
