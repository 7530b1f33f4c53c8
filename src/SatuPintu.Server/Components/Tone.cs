namespace SatuPintu.Server.Components;

/// <summary>What a notice or a status means; shown by a word or a mark too, never by colour alone.</summary>
public enum Tone
{
    /// <summary>Good to know.</summary>
    Info,
    /// <summary>All is well.</summary>
    Good,
    /// <summary>Needs a look.</summary>
    Warning,
    /// <summary>Wrong, or failed.</summary>
    Bad,
}
