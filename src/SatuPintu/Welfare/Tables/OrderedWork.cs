namespace SatuPintu.Welfare.Tables;

/// <summary>Work on the parts of a whole by all processors, whose results are taken one by one in the order of the parts.</summary>
internal static class OrderedWork
{
    /// <summary>Does the work; only so many parts are under way at a time that memory stays bounded.</summary>
    /// <param name="parts">The parts, asked for one by one by the caller's thread.</param>
    /// <param name="work">What is done with each, on any thread.</param>
    /// <param name="take">Takes a result, on the caller's thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static void Run<TPart, TResult>(IEnumerable<TPart> parts, Func<TPart, TResult> work, Action<TResult> take, CancellationToken cancellation)
    {
        var most = Environment.ProcessorCount * 2;
        var underWay = new Queue<Task<TResult>>();
        try
        {
            foreach (var part in parts)
            {
                underWay.Enqueue(Task.Run(() => work(part), cancellation));
                while (underWay.Count > most || (underWay.TryPeek(out var first) && first.IsCompleted)) take(underWay.Dequeue().GetAwaiter().GetResult());
            }
            while (underWay.TryDequeue(out var next)) take(next.GetAwaiter().GetResult());
        }
        finally
        {
            // After a failure nothing may work on behind the caller's back.
            Task.WhenAll(underWay).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
