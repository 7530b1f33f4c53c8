using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries;

/// <summary>Where the files of deliveries stand. All of them are sealed; the folder of a delivery is made when its list comes.</summary>
/// <param name="place">Where the registry is.</param>
/// <param name="keys">The keys that files are sealed with.</param>
public sealed class DeliveryFiles(RegistryPlace place, KeyRing keys)
{
    /// <summary>The folder of all deliveries.</summary>
    public string All => Path.Combine(place.Data, RegistryPlace.Deliveries);

    /// <summary>The folder of a delivery; only the service's user can enter it.</summary>
    public string Folder(Guid delivery) => Path.Combine(All, delivery.ToString());

    /// <summary>The list of a delivery as it came, sealed.</summary>
    public string List(Guid delivery) => Path.Combine(Folder(delivery), "list.sealed");

    /// <summary>Opens the list of a delivery to read what was sent; it can be read from any place, and nothing of it comes to the disk in the clear.</summary>
    /// <exception cref="UserError">The file is missing, damaged, or sealed with other keys.</exception>
    public Stream OpenList(Guid delivery) => SealedFile.Open(List(delivery), keys);

    /// <summary>The rows of a delivery that go back to the producer, sealed.</summary>
    internal string Returned(Guid delivery) => Path.Combine(Folder(delivery), "returns.sealed");

    /// <summary>Opens these rows; null where the delivery has not been checked.</summary>
    internal Stream? OpenReturned(Guid delivery) => File.Exists(Returned(delivery)) ? SealedFile.Open(Returned(delivery), keys) : null;
}
