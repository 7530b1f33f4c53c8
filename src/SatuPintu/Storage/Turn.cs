namespace SatuPintu.Storage;

/// <summary>What is done one at a time, in the whole registry or for one thing of it; each value is the number of its advisory lock in the database, or the seed of the lock of one thing.</summary>
internal enum Turn
{
    /// <summary>Bringing the database up to date. All versions of the program use this number.</summary>
    Migration = 7261,
    /// <summary>Appending to the audit log; taken by <c>audit.append</c> alone, which names the number.</summary>
    AuditEntry = 7262,
    /// <summary>The work on deliveries, by one program.</summary>
    Deliveries = 7263,
    /// <summary>The work on rankings, by one program.</summary>
    Rankings = 7264,
    /// <summary>Giving a model its version.</summary>
    ModelVersion = 7265,
    /// <summary>Held by a merge while it writes, and shared by whoever accepts or ends a correction, so that neither writes over the other.</summary>
    Corrections = 7266,
    /// <summary>A change to any account: two administrators who end one another at the same moment would leave none.</summary>
    AccountChange = 7267,
    /// <summary>Counting the figures: two changes at once would each count without the other; the second waits and counts with the first.</summary>
    Figures = 7268,
    /// <summary>The state of one delivery.</summary>
    Delivery = 7269,
    /// <summary>The tokens of one account.</summary>
    Tokens = 7270,
    /// <summary>What is proposed and decided of one person.</summary>
    Person = 7271,
    /// <summary>One decision about who is whom.</summary>
    Grouping = 7272,
    /// <summary>The state of one model.</summary>
    Model = 7273,
    /// <summary>The state of one ranking run.</summary>
    Ranking = 7274,
    /// <summary>Which rankings there are of one area.</summary>
    RankedArea = 7275,
}
