using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Console;

namespace SatuPintu.Server.Running;

/// <summary>The log: to the error stream, as text or lines of JSON, without anything a person typed.</summary>
internal static partial class ServerLog
{
    /// <summary>Sets the log up.</summary>
    public static void Add(ILoggingBuilder logging, bool json)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        // What the framework says of a request holds its query; one line of our own is written in its place.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // Its warning that keys lie in the folder unencrypted is answered by the folder's mode and in docs/serve.md.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (json) logging.AddJsonConsole(o => { o.UseUtcTimestamp = true; o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ"; });
        else logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; });
    }

    /// <summary>The number that ties an error a user sees to its line in the log.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Writes one line for each request: the route, never the address as called.</summary>
    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("SatuPintu.Server.Requests");
        app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            string? route = null;
            // A failed request runs again for its page; the route it was for is the one it had first.
            context.Items[typeof(ServerLog)] = (Action<string?>)(first => route ??= first);
            try
            {
                await next();
            }
            catch (Exception e) when (!context.Response.HasStarted)
            {
                // Even the page for failures failed; the answer is empty then, but keeps its headers.
                Failed(log, e, TraceId(context));
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var known = route ?? RouteOf(context) ?? "-";
            var trace = TraceId(context);
            Answered(log, context.Request.Method, known, context.Response.StatusCode, took, trace);
        });
    }

    /// <summary>Notes the route of a request once it is known.</summary>
    public static void UseRouteNote(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        (context.Items[typeof(ServerLog)] as Action<string?>)?.Invoke(RouteOf(context) ?? "-");
        return next();
    });

    private static string? RouteOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } text } ? "/" + text.TrimStart('/') : null;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms {TraceId}")]
    private static partial void Answered(ILogger log, string method, string route, int status, double milliseconds, string traceId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The page for failures failed {TraceId}")]
    private static partial void Failed(ILogger log, Exception failure, string traceId);
}
