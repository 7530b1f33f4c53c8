using System.Text.Json.Serialization;

namespace SatuPintu.Deliveries.Register;

/// <summary>How metadata stand in the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
