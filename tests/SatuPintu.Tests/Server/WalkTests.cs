using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SatuPintu.Access;
using SatuPintu.Access.Accounts;
using SatuPintu.Access.Tokens;
using SatuPintu.Server.Deliveries;
using SatuPintu.Server.Rankings;
using SatuPintu.Tests.Storage;

namespace SatuPintu.Tests.Server;

/// <summary>Every way in, asked for by everybody: each role within the agency and area of a thing and outside both, tokens made for something else, and nobody.</summary>
public sealed class WalkTests
{
    private static readonly string[] Everybody = [.. Actions.Roles], Keepers = ["administrator", "steward"], Readers = [.. Keepers, "producer"], Senders = ["producer", "steward"],
        Followers = [.. Readers, "coordinator", "standards_authority", "auditor"], Lookers = ["coordinator", "steward", "social_officer", "village_operator", "verifier"], Deciders = ["coordinator", "steward"], Administrator = ["administrator"],
        Reviewers = ["coordinator", "steward", "social_officer"], Overseers = ["coordinator", "steward"], Steward = ["steward"], Rankers = ["steward", "coordinator", "standards_authority", "auditor"],
        Planners = ["coordinator", "steward", "standards_authority", "social_officer", "village_operator", "programme_owner", "auditor"], Namers = ["coordinator", "steward", "social_officer", "village_operator"];

    /// <summary>A request and what comes of it.</summary>
    /// <param name="Way">The way in: method, and the page with its handler or the pattern of the route.</param>
    /// <param name="Path">What is asked for; it belongs to one agency and area.</param>
    /// <param name="Body">What is sent: a form to a page, JSON to the interface.</param>
    /// <param name="May">The roles that may.</param>
    /// <param name="Inside">The status for these within the agency and area.</param>
    /// <param name="Outside">The status for these elsewhere, and for those of <see cref="Reach"/>.</param>
    private sealed record Row(string Way, string Path, string[] May, int Inside, int Outside, string? Body = null)
    {
        /// <summary>Roles that open the page and may not do this on it.</summary>
        public string[] Reach { get; init; } = [];

        /// <summary>What is told to these within the agency and area.</summary>
        public int Refused { get; init; } = 400;

        /// <summary>What happened before.</summary>
        public string? Before { get; init; }

        /// <summary>Whether whoever may is told of the thing.</summary>
        public bool Shows { get; init; }

        /// <summary>Whether the answer may name, by number, what lies elsewhere: the audit log is one for all.</summary>
        public bool NamesIds { get; init; }

        /// <summary>Whether it would change something.</summary>
        public bool IsChange => !IsOpen && Way.Split(' ')[0] is not ("GET" or "HEAD") && (Way.Contains("proposals", StringComparison.Ordinal) || !Way.Contains("Persons", StringComparison.OrdinalIgnoreCase)) && !Way.Contains("Dashboard", StringComparison.Ordinal);

        /// <summary>Whether it is open to whoever is not signed in.</summary>
        public bool IsOpen { get; init; }
    }

    private static Row[] Table(WalkWorld world)
    {
        string delivery = $"/kiriman/{WalkWorld.Checked}", user = $"/pengguna/{world.Target}", person = $"/orang/{WalkWorld.Person}", family = $"/keluarga/{WalkWorld.Family}", proposal = $"/usulan/{WalkWorld.Proposal}", api = "/api/v1/deliveries", one = $"{api}/{WalkWorld.Checked}", upload = $"{api}/uploads/{WalkWorld.Upload}";
        const string where = "&Role=auditor&Area=3672&Agency=dinsos", source = "Heading=Baru&Area=3672&Extends=dtks";
        Row Open(string way, string path, int status = 200, string? body = null) => new(way, path, Everybody, status, status, body) { IsOpen = true };
        Row Own(string way, string path, int status = 200, string? body = null) => new(way, path, Everybody, status, status, body);
        Row Decide(string handler, string[] may, string? body = null) => new($"POST /Delivery?{handler}", $"{delivery}?handler={handler}", may, 302, 404, body ?? "Seen=3&Note=Mohon+diperbaiki") { Reach = [.. Followers.Except(may)] };
        Row User(string handler, string body, int inside = 302, int outside = 403, string? before = null) => new($"POST /Accounts/OneUser?{handler}", $"{user}?handler={handler}", Administrator, inside, outside, body.Length == 0 ? "Stamp=awal" : "Stamp=awal&" + body.TrimStart('&')) { Before = before };
        Row Settle(string handler, string[] may, int inside = 302) => new($"POST /People/Proposal?{handler}", $"{proposal}?handler={handler}", may, inside, 404, $"Seen=1&Version={world.Version}&Note=KTP+lain") { Reach = [.. Lookers.Except(may)] };
        string run = $"/pemeringkatan/{WalkWorld.Ranking}", model = $"/pemeringkatan/model/{WalkWorld.DraftModel}", ranking = $"/api/v1/rankings/{WalkWorld.Ranking}";
        Row Ranked(string handler, string[] may, string body) => new($"POST /Rankings/OneRun?{handler}", $"{run}?handler={handler}", may, 302, 404, body) { Reach = [.. Rankers.Except(may)] };
        Row Judged(string handler) => new($"POST /Rankings/OneModel?{handler}", $"{model}?handler={handler}", ["standards_authority"], 302, 404, "Seen=1&Note=Sudah+dibahas") { Reach = [.. Rankers.Except(["standards_authority"])] };
        Row Api(string way, string path, string[] may, int inside, int outside, string? body = null) => new(way, path, may, inside, outside, body);
        return
        [
            Open("GET /Index", "/"), Open("GET /SignIn", "/masuk"), Open("POST /SignIn", "/masuk", 400, "UserName=hantu&Password="), Open("GET /SignInCode", "/masuk/kode"), Open("POST /SignInCode", "/masuk/kode", 400, "Code="),
            Open("GET /SignInKey", "/masuk/kunci"), Open("POST /SignInKey", "/masuk/kunci", 400, "Answer=x"), Open("GET /Stage", "/pengumpulan"), Open("GET /Status", "/status"),
            Open("GET /Components", "/komponen"), Open("POST /Components", "/komponen", 200, ""), Open("GET /Failure", "/galat", 404), Open("POST /Failure", "/galat", 404, ""),
            Open("GET /bahasa/{code}", "/bahasa/en", 302), Open("ANY /health/live", "/health/live"), Open("ANY /health/ready", "/health/ready"), Open("GET /openapi/{documentName}.json", "/openapi/v1.json"),
            Open("GET /aset/{hash}.css", "/aset/x.css", 404), Open("GET /aset/{hash}.js", "/aset/x.js", 404), Open("HEAD /aset/{hash}.css", "/aset/x.css", 404), Open("HEAD /aset/{hash}.js", "/aset/x.js", 404),
            Open("GET /masuk/lewat/{name}", "/masuk/lewat/hantu", 404), Open("GET /masuk/lewat/{name}/kembali", "/masuk/lewat/hantu/kembali", 404), Open("GET /api/v1/version", "/api/v1/version"),

            Own("GET /Account", "/akun"), Own("POST /Account?Password", "/akun?handler=Password", 400, "Present=x&Password=y"), Own("GET /TwoSteps", "/akun/dua-langkah"), Own("POST /TwoSteps?Begin", "/akun/dua-langkah?handler=Begin", 302, ""),
            Own("POST /TwoSteps?Confirm", "/akun/dua-langkah?handler=Confirm", 400, "Code=1"), Own("POST /TwoSteps?Off", "/akun/dua-langkah?handler=Off", 400, "Password=x&Code=1"),
            Own("GET /SignInWays", "/akun/masuk"), Own("POST /SignInWays?Disconnect", "/akun/masuk?handler=Disconnect", 302, "Name=hantu"), Own("GET /Passkeys", "/akun/kunci"), Own("POST /Passkeys?Add", "/akun/kunci?handler=Add", 400, "Name=x&Answer=x"),
            Own("POST /Passkeys?Remove", "/akun/kunci?handler=Remove", 302, "Id=00"), Own("GET /Accounts/OwnSessions", "/akun/sesi"), Own("POST /Accounts/OwnSessions", "/akun/sesi", 302, $"Ended={world.TargetSession}"), Own("GET /Accounts/OwnTokens", "/akun/token"),
            Own("POST /Accounts/OwnTokens", "/akun/token", 400, "Name=&Days=1"), Own("POST /Accounts/OwnTokens?Token", "/akun/token?handler=Token", 302, $"Ended={world.TargetToken}"),

            new("GET /Users", "/pengguna", Administrator, 200, 200), new("POST /Users", "/pengguna", Administrator, 302, 400, "UserName=baru&DisplayName=Baru&Password=perahu+kayu+sembilan+bulan" + where),
            new("GET /Accounts/OneUser", user, Administrator, 200, 200), User("Edit", "DisplayName=Lain"), User("Disable", ""), User("Enable", "", before: $"update access.account set disabled = true where account_id = '{world.Target}'"),
            User("Unlock", "", before: $"update access.account set locked_until = now() + interval '1 hour' where account_id = '{world.Target}'"), User("Password", "Password=pendek", 400), User("SecondFactor", "", 400), User("Give", where, outside: 400),
            User("End", "Role=verifier&Area=3672&Agency=dinsos"), User("Session", $"Ended={world.TargetSession}"), User("Token", $"Ended={world.TargetToken}"),
            new("GET /Audit", "/audit", ["auditor", "administrator"], 200, 200) { NamesIds = true },

            new("GET /Agencies", "/instansi", Readers, 200, 200), new("POST /Agencies", "/instansi", Keepers, 400, 400, "Id=baru&Name=Baru") { Reach = ["producer"] },
            new("GET /Agency", "/instansi/dinsos", Keepers, 200, 200), new("POST /Agency", "/instansi/dinsos", Keepers, 302, 400, "Version=1&Name=Lain"),
            new("POST /Agency?Retire", "/instansi/dinsos?handler=Retire", Keepers, 302, 400, "retired=true") { Before = $"update registry.source set retired_at = now() where source = 'dtks-{WalkWorld.Here}'" },
            new("GET /Sources", "/sumber", Readers, 200, 200) { Shows = true }, new("POST /Sources", "/sumber", Keepers, 302, 400, $"Id=baru&Agency=dinsos&{source}") { Reach = ["producer"] },
            new("GET /Source", $"/sumber/dtks-{WalkWorld.Here}", Readers, 200, 404) { Shows = true }, new("POST /Source", $"/sumber/dtks-{WalkWorld.Here}", Keepers, 302, 404, $"Version=1&{source}") { Reach = ["producer"] },
            new("POST /Source?Retire", $"/sumber/dtks-{WalkWorld.Here}?handler=Retire", Keepers, 302, 404, "retired=true") { Reach = ["producer"] },

            new("GET /Send", "/kirim", Senders, 200, 200) { Shows = true }, new("POST /Send", "/kirim", Senders, 400, 400, "Source=x"), new("GET /Deliveries", "/kiriman", Followers, 200, 200) { Shows = true },
            new("GET /Delivery", delivery, Followers, 200, 404) { Shows = true }, new("GET /Delivery?Returned", $"{delivery}?handler=Returned", Senders, 400, 404) { Reach = [.. Followers.Except(Senders)] },
            Decide("Map", Senders, "Seen=3&Chosen=full_name&Chosen=nik"), Decide("Accept", ["steward"]), Decide("Return", ["steward"]), Decide("Withdraw", Senders),
            new("GET /Jobs", "/pekerjaan", Keepers, 200, 200) { Shows = true }, new("POST /Jobs?Retry", "/pekerjaan?handler=Retry", Keepers, 302, 400, $"Delivery={WalkWorld.Failed}&Seen=2"),
            new("GET /Persons", "/orang", Lookers, 200, 200), new("POST /Persons", "/orang", Lookers, 200, 200, "Area=36"), new("POST /Persons", "/orang", Lookers, 200, 200, $"Number={WalkWorld.NikHere}"),
            new("GET /Person", person, Lookers, 200, 404), new("POST /Person", person, Lookers, 200, 404, "Purpose=Uji+pemeriksaan+lapangan") { Shows = true },

            new("GET /Rankings/Runs", "/pemeringkatan", Rankers, 200, 200), new("POST /Rankings/Runs", "/pemeringkatan", ["steward"], 302, 400, $"Version={WalkWorld.ApprovedModel}&Area=3672&AsOf=2025-06-01&Unit=families&Retransform=none") { Reach = [.. Rankers.Except(["steward"])] },
            new("GET /Rankings/OneRun", run, Rankers, 200, 404), Ranked("Approve", ["coordinator", "standards_authority"], "Seen=3&Note="), Ranked("Reject", ["coordinator", "standards_authority"], "Seen=3&Note=Mohon+diulang"), Ranked("Repeat", ["steward"], ""), Ranked("Share", ["steward", "coordinator"], "Share=40"),
            new("GET /Rankings/District", $"{run}/kecamatan/367204", Rankers, 200, 404), new("GET /Rankings/Village", $"/pemeringkatan/{WalkWorld.EnteredRanking}/desa/3672041001", Lookers, 200, 404),
            new("GET /Rankings/Moves", $"{run}/dari/{WalkWorld.EnteredRanking}", ["steward", "coordinator"], 200, 404), new("POST /Rankings/Moves", $"{run}/dari/{WalkWorld.EnteredRanking}", ["steward", "coordinator"], 200, 404, "Purpose=Uji+pemeriksaan+lapangan"),
            new("GET /Rankings/Models", "/pemeringkatan/model", Rankers, 200, 200), new("POST /Rankings/Models", "/pemeringkatan/model", ["steward", "standards_authority"], 400, 400, "Area=3672") { Reach = ["coordinator", "auditor"] },
            new("GET /Rankings/OneModel", model, Rankers, 200, 404), Judged("Approve"), Judged("Retire"),
            new("GET /Rankings/FamilyScore", $"/keluarga/{WalkWorld.Family}/skor", Lookers, 200, 404),
            Api("GET /api/v1/ranking-models", "/api/v1/ranking-models", Rankers, 200, 200), Api("GET /api/v1/rankings", "/api/v1/rankings", Rankers, 200, 200), Api("GET /api/v1/rankings/{id:guid}", ranking, Rankers, 200, 404),
            Api("GET /api/v1/rankings/{id:guid}/moves", $"{ranking}/moves?before={WalkWorld.EnteredRanking}", ["steward", "coordinator"], 200, 404),
            Api("POST /api/v1/rankings", "/api/v1/rankings", ["steward"], 202, 403, $$"""{"model":"{{WalkWorld.ApprovedModel}}","area":"3672","asOf":"2025-06-01"}"""),
            Api("POST /api/v1/rankings/{id:guid}/approve", ranking + "/approve", ["coordinator", "standards_authority"], 204, 404, """{"seen":3}"""), Api("POST /api/v1/rankings/{id:guid}/reject", ranking + "/reject", ["coordinator", "standards_authority"], 204, 404, """{"seen":3,"note":"Mohon diulang"}"""),

            new("GET /People/Family", family, Lookers, 200, 404), new("POST /People/Family", family, Lookers, 200, 404, "Purpose=Uji+pemeriksaan+lapangan") { Shows = true },
            new("GET /People/PersonSheet", person + "/lembar", Lookers, 200, 404), new("POST /People/PersonSheet", person + "/lembar", Lookers, 200, 404, "Purpose=Uji+pemeriksaan+lapangan") { Shows = true },
            new("GET /People/FamilySheet", family + "/lembar", Lookers, 200, 404), new("POST /People/FamilySheet", family + "/lembar", Lookers, 200, 404, "Purpose=Uji+pemeriksaan+lapangan") { Shows = true },
            new("GET /People/Looks", person + "/jejak", ["coordinator", "steward", "auditor"], 200, 404), new("GET /People/Propose", person + "/usulan?What=place_of_birth", Lookers, 200, 404),
            new("POST /People/Propose", person + "/usulan", Lookers, 302, 404, $"What=place_of_birth&Seen={world.Version}&Value=Serang&Reason=KTP+dilihat+saat+kunjungan&Evidence=KTP"), new("GET /People/Proposals", "/usulan", Lookers, 200, 200), new("GET /People/Proposal", proposal, Lookers, 200, 404),
            Settle("Accept", Deciders), Settle("Reject", Deciders), Settle("Withdraw", []), Settle("End", Deciders, 400),

            new("GET /MatchReview/Queue", "/tinjauan", Reviewers, 200, 200), new("POST /MatchReview/Queue", "/tinjauan", Reviewers, 302, 302, "Area="),
            new("GET /MatchReview/Pair", $"/tinjauan/{WalkWorld.Pair}", Reviewers, 200, 404) { Shows = true }, new("POST /MatchReview/Pair", $"/tinjauan/{WalkWorld.Pair}", Reviewers, 302, 404, "Seen=0&Verdict=unsure"),
            new("GET /MatchReview/Work", "/tinjauan/kerja", Overseers, 200, 200), new("POST /MatchReview/Work", "/tinjauan/kerja", Overseers, 302, 400, $"Decision={WalkWorld.Decision}&Why=Keliru+menurut+kunjungan"),
            new("GET /MatchReview/Merge", "/tinjauan/gabung", Steward, 200, 200), new("POST /MatchReview/Merge", "/tinjauan/gabung", Steward, 302, 400, $"Person={WalkWorld.Person}&Other={WalkWorld.Other}&Why=Satu+orang+menurut+kunjungan"),
            new("GET /MatchReview/Split", $"/tinjauan/pisah/{WalkWorld.Person}", Steward, 200, 404), new("POST /MatchReview/Split?Look", $"/tinjauan/pisah/{WalkWorld.Person}?handler=Look", Steward, 400, 404, "Parted=x"),
            new("POST /MatchReview/Split?Split", $"/tinjauan/pisah/{WalkWorld.Person}?handler=Split", Steward, 400, 404, "Parted=x&Why=Dua+orang+menurut+kunjungan"),

            new("GET /Dashboard/Overview", "/dasbor", Planners, 200, 200), new("GET /Dashboard/Overview", "/dasbor?wilayah=3672", Planners, 200, 404), new("GET /Dashboard/Poverty", "/dasbor/kemiskinan?wilayah=3672", Planners, 200, 404),
            new("GET /Dashboard/Quality", "/dasbor/sumber?wilayah=3672", Planners, 200, 404), new("GET /Dashboard/Variable", "/dasbor/ciri?wilayah=3672", Planners, 200, 404), new("GET /Dashboard/Map", "/dasbor/peta?wilayah=3672", Planners, 200, 404),
            new("GET /Dashboard/GapList", "/dasbor/celah/several_programmes?wilayah=3672&nama=ya", Planners, 200, 404), new("POST /Dashboard/GapList", "/dasbor/celah/several_programmes?wilayah=3672", Namers, 200, 404, "Purpose=Uji+pemeriksaan+lapangan&Format=csv") { Reach = [.. Planners.Except(Namers)], Shows = true },
            new("GET /Dashboard/Export", "/dasbor/unduh?wilayah=3672&tabel=ringkasan", Planners, 200, 404), new("POST /Dashboard/Export", "/dasbor/unduh?wilayah=3672&tabel=ringkasan", Planners, 200, 404, "Purpose=Uji+pemeriksaan+lapangan&Format=csv"),
            new("GET /Dashboard/Boundaries", "/dasbor/batas", Administrator, 200, 200), new("POST /Dashboard/Boundaries", "/dasbor/batas", Administrator, 400, 400, "Regency=3672"),

            Api("GET /api/v1/totals", "/api/v1/totals", Planners, 200, 200), Api("GET /api/v1/overlap", "/api/v1/overlap?a=lain&b=lagi", Planners, 400, 400),
            Api("GET /api/v1/accounts/", "/api/v1/accounts", Administrator, 200, 200), Api("POST /api/v1/accounts/", "/api/v1/accounts", Administrator, 201, 403, """{"userName":"baru","displayName":"Baru","password":"perahu kayu sembilan bulan","roles":[{"role":"auditor","area":"3672","agency":"dinsos"}]}"""),
            Api("POST /api/v1/persons/search", "/api/v1/persons/search", Lookers, 200, 200, "{}"), Api("POST /api/v1/persons/search", "/api/v1/persons/search", Lookers, 200, 200, $$"""{"number":"{{WalkWorld.NikHere}}"}"""),
            Api("POST /api/v1/persons/{id:guid}", $"/api/v1/persons/{WalkWorld.Person}", Lookers, 200, 404, "{}"), Api("POST /api/v1/persons/{id:guid}", $"/api/v1/persons/{WalkWorld.Person}", Lookers, 200, 404, """{"purpose":"Uji pemeriksaan lapangan"}""") with { Shows = true },
            Api("GET /api/v1/persons/{id:guid}/looks", $"/api/v1/persons/{WalkWorld.Person}/looks", ["coordinator", "steward", "auditor"], 200, 404), Api("POST /api/v1/families/{id:guid}", $"/api/v1/families/{WalkWorld.Family}", Lookers, 200, 404, """{"purpose":"Uji pemeriksaan lapangan"}""") with { Shows = true },
            Api("POST /api/v1/persons/{id:guid}/proposals", $"/api/v1/persons/{WalkWorld.Person}/proposals", Lookers, 201, 404, """{"kind":"value","element":"place_of_birth","value":"Serang","reason":"KTP dilihat saat kunjungan"}"""),
            Api("GET /api/v1/proposals/", "/api/v1/proposals", Lookers, 200, 200), Api("GET /api/v1/proposals/{id:guid}", $"/api/v1/proposals/{WalkWorld.Proposal}", Lookers, 200, 404),
            Api("POST /api/v1/proposals/{id:guid}/accept", $"/api/v1/proposals/{WalkWorld.Proposal}/accept", Deciders, 204, 404, """{"seen":1}"""), Api("POST /api/v1/proposals/{id:guid}/reject", $"/api/v1/proposals/{WalkWorld.Proposal}/reject", Deciders, 204, 404, """{"seen":1,"note":"KTP lain"}"""),
            Api("POST /api/v1/proposals/{id:guid}/end", $"/api/v1/proposals/{WalkWorld.Proposal}/end", Deciders, 409, 404, """{"seen":1,"note":"KTP lain"}"""), Api("POST /api/v1/proposals/{id:guid}/withdraw", $"/api/v1/proposals/{WalkWorld.Proposal}/withdraw", Lookers, 403, 404, """{"seen":1}"""),
            Api($"GET {api}/", api, Followers, 200, 200) with { Shows = true }, Api($"GET {api}/{{id:guid}}", one, Followers, 200, 404) with { Shows = true }, Api($"GET {api}/{{id:guid}}/work", one + "/work", Followers, 200, 404), Api($"GET {api}/{{id:guid}}/returned.csv", one + "/returned.csv", Senders, 400, 404),
            Api($"POST {api}/{{id:guid}}/mapping", one + "/mapping", Senders, 204, 404, """{"seen":3}"""), Api($"POST {api}/{{id:guid}}/accept", one + "/accept", ["steward"], 204, 404, """{"seen":3}"""),
            Api($"POST {api}/{{id:guid}}/return", one + "/return", ["steward"], 204, 404, """{"seen":3,"note":"Mohon diperbaiki"}"""), Api($"POST {api}/{{id:guid}}/withdraw", one + "/withdraw", Senders, 204, 404, """{"seen":3}"""),
            Api($"POST {api}/", api, Senders, 201, 400, $$"""{"source":"dtks-{{WalkWorld.Here}}","fileName":"a.csv","size":5,"asOf":"2025-06-01"}"""), Api($"PUT {api}/", $"{api}?source=dtks-{WalkWorld.Here}&asOf=2025-06-01&fileName=a.csv", Senders, 201, 400, "NAMA;NIK\nA;3\n"),
            // One's own uploads only, wherever they go: this one is somebody else's.
            Api($"PATCH {api}/uploads/{{id:guid}}", upload, Senders, 404, 404, "x"), Api($"HEAD {api}/uploads/{{id:guid}}", upload, Senders, 404, 404), Api($"POST {api}/uploads/{{id:guid}}/finish", upload + "/finish", Senders, 404, 404, ""), Api($"DELETE {api}/uploads/{{id:guid}}", upload, Senders, 204, 204),

            // The last, for it ends the session that asks.
            Own("POST /Account", "/akun", 302, ""),
        ];
    }

    [Fact]
    public async Task Nobody_gets_more_than_their_roles_give_them_where_they_hold_them()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var world = new WalkWorld(registry);
        await world.Make();
        var rows = Table(world);
        var ways = await Ways(server);
        ways.Keys.Except(rows.Select(r => r.Way)).ShouldBeEmpty("ways in without a line in the table");
        rows.Select(r => r.Way).Except(ways.Keys).ShouldBeEmpty("lines of the table without a way in");

        var walkers = await Walkers(world, registry, server);
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var isApi = row.Path.StartsWith("/api", StringComparison.Ordinal);
            var scope = Actions.All.FirstOrDefault(a => a.Id == ways[row.Way])?.Scope;
            var asking = walkers.Where(w => w.Token is null || isApi && scope is not null && w.Without == scope).ToLookup(w => Wanted(row, w, isApi) < 400 && w.Role.Length > 0);
            // Those who are refused first, all on the same; what they would have done, the others do after them.
            await Prepare();
            var before = await world.Fingerprint();
            foreach (var walker in asking[false]) await Ask(walker);
            if (await world.Fingerprint() != before) wrong.Add($"{row.Way} {row.Body}: something was changed by somebody who was refused");
            foreach (var walker in asking[true])
            {
                await Ask(walker);
                if (row.IsChange) await Prepare();
            }

            async Task Prepare()
            {
                if (row.IsChange) await world.Restore();
                if (row.Before is not null) await registry.AsOwner(row.Before);
            }

            async Task Ask(Walker walker)
            {
                var (status, text) = await walker.Ask(server, row.Way.Split(' ')[0], row.Path, row.Body);
                var wanted = Wanted(row, walker, isApi);
                var who = $"{row.Way} {row.Body} as {walker.Name}";
                if (status != wanted) wrong.Add($"{who}: {status}, not {wanted}");
                foreach (var mark in new[] { true, false }.Where(here => walker.IsInside != here).SelectMany(here => WalkWorld.Told(here, !row.NamesIds)))
                    if (!row.Path.Contains(mark, StringComparison.Ordinal) && row.Body?.Contains(mark, StringComparison.Ordinal) != true && text.Contains(mark, StringComparison.OrdinalIgnoreCase)) wrong.Add($"{who}: tells {mark}");
                if (row.Shows && walker.IsInside == true && row.May.Contains(walker.Role) && !text.Contains(WalkWorld.Here, StringComparison.Ordinal)) wrong.Add($"{who}: does not show what it should");
            }
        }
        string.Join('\n', wrong).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_sent_is_refused_and_never_a_fault()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var world = new WalkWorld(registry);
        await world.Make();
        var roles = Everybody.Select(r => new HeldRole(r, "", "*")).ToArray();
        var account = await world.Account("semua", roles);
        var wrong = new List<string>();

        // Each field by itself filled with far too much. The name of a file is cut, what is taken for no id ends nothing, and a session or token needs no mark of the account.
        string[] taken = ["POST /Accounts/OwnSessions Ended", "POST /Accounts/OwnTokens?Token Ended", "POST /Passkeys?Remove Id", "POST /SignInWays?Disconnect Name", "POST /Accounts/OneUser?Session Stamp", "POST /Accounts/OneUser?Token Stamp", "POST /api/v1/deliveries/ fileName"];
        var walker = await Everyone();
        foreach (var row in Table(world).Where(r => !string.IsNullOrEmpty(r.Body) && r.Way != "POST /Failure"))
        {
            foreach (var (field, body) in TooMuch(row.Body!, row.Path.StartsWith("/api", StringComparison.Ordinal)))
            {
                await world.Restore();
                if (row.Before is not null) await registry.AsOwner(row.Before);
                var (status, _) = await walker.Ask(server, row.Way.Split(' ')[0], row.Path, body);
                if (status >= 500 || status < 400 && !taken.Contains($"{row.Way} {field}")) wrong.Add($"{row.Way} {field}: {status}");
            }
        }

        // A form that another site made, a session that is over, a token that was revoked.
        var over = await Everyone();
        await registry.AsOwner($"update access.session set ends_at = now() - interval '1 second' where session_id = '{Guid.ParseExact(over.Session!.Split('.')[0], "n")}'");
        var actor = new Actor(account, [.. roles.Select(r => r.AsGrant())]);
        var token = await MakeToken.Run(registry.Database, actor, new MakeTokenCommand("skrip", Actions.Scopes, 1));
        await RevokeToken.Run(registry.Database, actor, token.Id);
        var (forger, revoked) = (walker with { IsForger = true }, new Walker("a revoked token", "", true) { Token = token.Secret });
        await world.Restore();
        var before = await world.Fingerprint();
        foreach (var row in Table(world).Where(r => !r.IsOpen && r.Way.Split(' ')[0] is not ("GET" or "HEAD")))
        {
            var isApi = row.Path.StartsWith("/api", StringComparison.Ordinal);
            foreach (var (who, wanted) in new[] { (forger, isApi ? 403 : 400), (over, isApi ? 401 : 302), (revoked, isApi ? 401 : 302) })
                if ((await who.Ask(server, row.Way.Split(' ')[0], row.Path, row.Body)).Status is var status && status != wanted) wrong.Add($"{row.Way} as {who.Name}{(who.IsForger ? " by a forged form" : "")}: {status}, not {wanted}");
        }
        if (await world.Fingerprint() != before) wrong.Add("something was changed");
        string.Join('\n', wrong).ShouldBeEmpty();

        async Task<Walker> Everyone()
        {
            var one = new Walker("everyone", "steward", true) { Session = await world.SignedIn(account) };
            await one.Prepare(server);
            return one;
        }
    }

    [Fact]
    public async Task A_decision_sent_twice_is_one_and_a_stale_one_is_none()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var world = new WalkWorld(registry);
        await world.Make();
        var steward = new Walker("steward", "steward", true) { Session = await world.SignedIn(await world.Account("wali", new HeldRole("steward", "3672", "dinsos"))) };
        await steward.Prepare(server);
        foreach (var (decision, form, json) in new[] { ("Map", "&Chosen=full_name&Chosen=nik", ""), ("Accept", "", ""), ("Return", "&Note=Mohon+diperbaiki", ",\"note\":\"Mohon diperbaiki\""), ("Withdraw", "", "") })
        {
            var (page, api) = ($"/kiriman/{WalkWorld.Checked}?handler={decision}", $"/api/v1/deliveries/{WalkWorld.Checked}/{(decision == "Map" ? "mapping" : decision.ToLowerInvariant())}");
            foreach (var (path, body, done, stale) in new[] { (page, "Seen={0}" + form, 302, 400), (api, "{{\"seen\":{0}" + json + "}}", 204, 409) })
            {
                await world.Restore();
                foreach (var (seen, wanted, states) in new[] { (2, stale, 3L), (3, done, 4L), (3, done, 4L), (2, stale, 4L), (4, path == page ? 400 : 409, 4L) })
                {
                    if (decision == "Map" && seen == 4) continue;
                    (await steward.Ask(server, "POST", path, string.Format(System.Globalization.CultureInfo.InvariantCulture, body, seen))).Status.ShouldBe(wanted, $"{path} {seen}");
                    (await registry.AsOwner($"select count(*) from registry.delivery_state where delivery_id = '{WalkWorld.Checked}'")).ShouldBe(states, $"{path} {seen}");
                }
            }
        }
    }

    [Fact]
    public async Task What_failed_is_tried_again_from_where_it_was()
    {
        await using var registry = await TestRegistry.Make();
        await using var server = await Start(registry);
        var world = new WalkWorld(registry);
        await world.Make();
        var account = await world.Account("sari", new HeldRole("administrator", "3672", "dinsos"));
        var sari = new Walker("sari", "administrator", true) { Session = await world.SignedIn(account) };
        await sari.Prepare(server);
        (await sari.Ask(server, "GET", "/pekerjaan", null)).Text.ShouldContain("rusak " + WalkWorld.Here);
        (await sari.Ask(server, "POST", "/pekerjaan?handler=Retry", $"Delivery={WalkWorld.Checked}&Seen=3")).Status.ShouldBe(400, "it has not failed");
        foreach (var wanted in new[] { 302, 400 }) (await sari.Ask(server, "POST", "/pekerjaan?handler=Retry", $"Delivery={WalkWorld.Failed}&Seen=2")).Status.ShouldBe(wanted);
        (await registry.AsOwner($"select string_agg(concat(state, by), ' ' order by number) from registry.delivery_state where delivery_id = '{WalkWorld.Failed}'")).ShouldBe($"received failed received{account}");
        (await registry.AsOwner("select concat(actor, subject) from audit.entry where action = 'delivery.retried'")).ShouldBe($"{account}{WalkWorld.Failed}");
        (await sari.Ask(server, "GET", "/pekerjaan", null)).Text.ShouldNotContain("rusak");
    }

    private static Task<RunningServer> Start(TestRegistry registry) => RunningServer.Start(o => o with { SignInsPerMinute = 100_000, RequestsPerMinute = 1_000_000 }, services =>
    {
        services.AddTestRegistry(registry);
        // What is decided stays as it was decided.
        foreach (var worker in new[] { typeof(DeliveryWorker), typeof(RankingWorker) }) services.Remove(services.Single(s => s.ImplementationType == worker));
    });

    private static IEnumerable<(string Field, string Body)> TooMuch(string body, bool isApi)
    {
        var much = new string('x', 10_000);
        if (!isApi)
        {
            var fields = body.Split('&', StringSplitOptions.RemoveEmptyEntries);
            return fields.Select((f, i) => (f.Split('=')[0], string.Join('&', fields.Select((g, j) => i == j ? $"{g.Split('=')[0]}={much}" : g))));
        }
        if (!body.StartsWith('{')) return [];
        return JsonNode.Parse(body)!.AsObject().Select(f => f.Key).Select(field =>
        {
            var filled = JsonNode.Parse(body)!;
            filled[field] = much;
            return (field, filled.ToJsonString());
        }).ToList();
    }

    private static int Wanted(Row row, Walker walker, bool isApi)
    {
        if (row.IsOpen) return row.Inside;
        if (walker.Token is not null) return 403;
        if (walker.Role.Length == 0) return isApi ? 401 : 302;
        if (row.May.Contains(walker.Role)) return walker.IsInside == true ? row.Inside : row.Outside;
        return row.Reach.Contains(walker.Role) ? walker.IsInside == true ? row.Refused : row.Outside : 403;
    }

    /// <summary>All ways in that there are, with the action that guards each, where one does.</summary>
    private static async Task<Dictionary<string, string?>> Ways(RunningServer server)
    {
        var ways = new Dictionary<string, string?>(StringComparer.Ordinal);
        var loader = server.App.Services.GetRequiredService<PageLoader>();
        foreach (var endpoint in server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var policy = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null);
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var handlers = (await loader.LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods.Select(h => $"{h.HttpMethod.ToUpperInvariant()} {page.ViewEnginePath}{(h.Name is null ? "" : "?" + h.Name)}");
                foreach (var way in handlers.Append($"GET {page.ViewEnginePath}")) ways[way] = policy;
            }
            else foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]) ways[$"{method} {endpoint.RoutePattern.RawText}"] = policy;
        }
        return ways;
    }

    private static async Task<List<Walker>> Walkers(WalkWorld world, TestRegistry registry, RunningServer server)
    {
        var walkers = new List<Walker> { new("nobody", "", null) };
        foreach (var role in Everybody)
        {
            foreach (var (isInside, agency, area) in new[] { (true, "dinsos", "3672"), (false, "dinkes", "3601") })
                walkers.Add(new($"{role} {(isInside ? "inside" : "outside")}", role, isInside) { Session = await world.SignedIn(await world.Account($"{role}.{agency}", new HeldRole(role, area, agency))) });
        }
        // One who may everything there, with tokens that are each made for all but one thing.
        var roles = Everybody.Select(r => new HeldRole(r, "3672", "dinsos")).ToArray();
        var all = new Actor(await world.Account("semua", roles), [.. roles.Select(r => r.AsGrant())]);
        foreach (var scope in Actions.Scopes)
            walkers.Add(new($"a token without {scope}", "", true) { Without = scope, Token = (await MakeToken.Run(registry.Database, all, new MakeTokenCommand(scope, [.. Actions.Scopes.Except([scope])], 1))).Secret });
        foreach (var walker in walkers) await walker.Prepare(server);
        return walkers;
    }

    /// <summary>Somebody who asks.</summary>
    private sealed record Walker(string Name, string Role, bool? IsInside)
    {
        private string cookie = "", form = "";

        public string? Session { get; init; }

        public string? Token { get; init; }

        public string? Without { get; init; }

        /// <summary>Whether another site has made the browser ask.</summary>
        public bool IsForger { get; init; }

        /// <summary>Takes the token that goes with this visitor's forms, which is the same for all of them.</summary>
        public async Task Prepare(RunningServer server)
        {
            using var answer = await server.Get(Session is null ? "/masuk" : "/akun", ("Cookie", "satupintu-masuk=" + Session));
            form = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("name=\"_formulir\" type=\"hidden\" value=\"")[1].Split('"')[0];
            cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0] + (Session is null ? "" : "; satupintu-masuk=" + Session);
        }

        public async Task<(int Status, string Text)> Ask(RunningServer server, string method, string path, string? body)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method == "ANY" ? "GET" : method), path);
            var isApi = path.StartsWith("/api", StringComparison.Ordinal);
            if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            else request.Headers.Add("Cookie", cookie);
            if (isApi && !IsForger) request.Headers.Add("X-Requested-With", "uji");
            if (method == "PATCH") request.Headers.Add("Upload-Offset", "0");
            if (body is not null) request.Content = isApi ? new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(method switch { "PATCH" => "application/offset+octet-stream", "PUT" => "text/csv", _ => "application/json" }))
                : new StringContent($"{body}&_formulir={Uri.EscapeDataString(IsForger ? form[..^4] + "AAAA" : form)}", Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var headers = string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
            return ((int)answer.StatusCode, headers + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
