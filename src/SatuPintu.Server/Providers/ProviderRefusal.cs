namespace SatuPintu.Server.Providers;

/// <summary>What a provider said is not taken. The reason is one word for the log and the audit; it holds nothing of what was said.</summary>
internal sealed class ProviderRefusal(string reason, Exception? inner = null) : Exception($"The answer of a provider was refused: {reason}", inner)
{
    /// <summary>The reason.</summary>
    public string Reason { get; } = reason;
}
