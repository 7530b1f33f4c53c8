using SatuPintu.Integration;
using SatuPintu.Linkage.Engine;

namespace SatuPintu.Linking;

/// <summary>What one share of a linkage found and where it stands.</summary>
/// <param name="Folder">The folder of the share, as a full path.</param>
/// <param name="Share">Which share it is.</param>
/// <param name="Compared">Pairs compared.</param>
/// <param name="Kept">Pairs that may be reported.</param>
/// <param name="Costs">What each stage cost.</param>
public sealed record ShareOutcome(string Folder, Share Share, long Compared, long Kept, IReadOnlyList<StageCost> Costs);

/// <summary>Spreads one linkage over machines: each scores a share, and one joins them.</summary>
public static class LinkShares
{
    /// <summary>Scores one share and writes it.</summary>
    /// <param name="command">What to do; the same on all machines but for the folder.</param>
    /// <param name="share">Which share.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="confirm">Shown the lists and what will be read from them; false stops here, with nothing written.</param>
    /// <param name="cancellation">Stops the run; the same command goes on with what was scored.</param>
    /// <param name="resumed">Told in how many parts pairs were found that an earlier run has scored.</param>
    /// <returns>What was found, or null when <paramref name="confirm"/> said no.</returns>
    /// <exception cref="UserError">An input cannot be used, or the output cannot be written.</exception>
    /// <exception cref="LinkStopped">The run was stopped and can go on.</exception>
    public static ShareOutcome? Run(LinkCommand command, Share share, IProgress<StageProgress>? progress, Func<IReadOnlyList<OpenedList>, LinkPlan, bool>? confirm, CancellationToken cancellation, Action<int>? resumed = null)
    {
        var clock = new StageClock(progress, cancellation);
        using var work = LinkWork.Begin(command, clock, progress, confirm, resumed, cancellation);
        if (work is null) return null;
        var pairs = work.Run(options => LinkageEngine.RunShare(work.Records.Table, options, share, cancellation));
        var costs = work.Costs(pairs.Stages);
        return clock.Run("write", () =>
        {
            work.Folder.Write(ShareFolder.PairsName, pairs.Write);
            work.Folder.Write(SummaryFile.Name, s => ShareFolder.WriteSummary(s, command, pairs, work.Inputs, work.Folder.Written(), clock));
            cancellation.ThrowIfCancellationRequested();
            work.Commit();
            return new ShareOutcome(work.Folder.Destination, share, pairs.Compared, pairs.Count, costs);
        });
    }

    /// <summary>Joins the shares of a linkage to its result, which is the same as that of one machine.</summary>
    /// <param name="folders">The folders of all shares, in any order; <c>*</c> and <c>?</c> stand for several.</param>
    /// <param name="output">The folder of the result.</param>
    /// <param name="overwrite">Whether a folder that is not an untouched earlier result may be set aside.</param>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <param name="memory">The most memory to hold, in bytes; null for all there is.</param>
    /// <exception cref="UserError">A share is missing, there twice, torn or of another linkage; a list has changed; the output cannot be written.</exception>
    public static LinkOutcome Merge(IReadOnlyList<string> folders, string output, bool overwrite, IProgress<StageProgress>? progress, CancellationToken cancellation, long? memory = null)
    {
        var shares = ShareFolder.Expand(folders).Select(f => ShareFolder.Read(f)).ToList();
        var first = shares[0];
        foreach (var share in shares)
            if (share.Of != first.Of || share.Linkage != first.Linkage) throw new UserError(ExitCode.Input, "linking.share_other", ("folder", share.Folder), ("first", first.Folder));
        if (shares.GroupBy(s => s.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserError(ExitCode.Input, "linking.share_twice", ("share", $"{twice.Key}/{first.Of}"), ("first", twice.First().Folder), ("second", twice.ElementAt(1).Folder));
        var missing = Enumerable.Range(1, first.Of).Except(shares.Select(s => s.Number)).ToList();
        if (missing.Count > 0)
            throw new UserError(ExitCode.Input, "linking.share_missing", ("count", missing.Count), ("of", first.Of), ("shares", string.Join(", ", missing.Take(10).Select(n => $"{n}/{first.Of}")) + (missing.Count > 10 ? ", …" : "")));
        if (shares.Find(s => string.Equals(s.Folder, Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)), StringComparison.Ordinal)) is { } itself)
            throw new UserError(ExitCode.Usage, "linking.share_is_out", ("folder", itself.Folder));
        foreach (var file in first.Files) file.Require();

        var command = first.Command with { Out = output, Overwrite = overwrite, Memory = memory };
        return LinkLists.Run(command, (records, options, stop) => LinkageEngine.Merge(records, options, shares.ConvertAll(s => s.Pairs()), stop), progress, null, cancellation)!;
    }
}
