using SatuPintu.Linkage.Fields;
using SatuPintu.Linkage.Records;

namespace SatuPintu.Linkage.Engine;

/// <summary>A property of records to block by: a property of the values of one field.</summary>
/// <param name="Field">The place of the field.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hash">The hash of a value; 0 for none.</param>
/// <param name="AfterSlip">Chance that it survives a slip.</param>
/// <param name="ByChance">Probability that two records drawn at random agree in it.</param>
internal sealed record RecordAttribute(int Field, string Name, Func<int, ulong> Hash, double AfterSlip, double ByChance)
{
    private ulong[]? hashes;

    /// <summary>The hashes of all values, computed when a key is filled.</summary>
    public ulong[] Hashes(int values, int workers)
    {
        if (hashes is not null) return hashes;
        var all = new ulong[values];
        const int Slice = 1 << 12;
        Parallel.For(0, (values + Slice - 1) / Slice, new ParallelOptions { MaxDegreeOfParallelism = workers }, slice =>
        {
            for (var value = Math.Max(1, slice * Slice); value < Math.Min(values, (slice + 1) * Slice); value++) all[value] = Hash(value);
        });
        return hashes = all;
    }

    /// <summary>Lets the hashes go.</summary>
    public void Forget() => hashes = null;
}

/// <summary>A blocking key: properties that all agree.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Attributes">Places of its properties.</param>
/// <param name="Expected">Pairs expected, were the properties independent.</param>
internal sealed record PlannedKey(string Name, int[] Attributes, double Expected);

/// <summary>
/// Chooses blocking keys that, together, lose few true pairs at a bounded number of candidates. Doubles of real records are
/// simulated with the fields they really lack and with typical errors; keys are then taken greedily by what they add for what they cost.
/// </summary>
internal sealed partial class KeyPlanner
{
    private const int Simulated = 2000;
    private const int SampleSize = 8_000;
    private const int MostKeys = 15;
    private const double FewestPairs = 400_000;
    private const double PairsPerRecord = 7;
    private const int MostAttributes = 60;
    // A true pair that agrees in a key may still be lost where the errors are not as simulated: each further key divides that loss.
    private const double LeftByKey = 0.25;
    private const double LeftBySameFields = 0.6;
    private const double SameFields = 0.4;
    private const double LeastGain = 0.0003;
    private readonly RowTable rows;
    private readonly IReadOnlyList<FieldColumn> columns;
    private readonly int[] fields;
    private readonly (int[] Left, int[] Right) sample;
    private readonly (ulong[] Left, ulong[] Right)[] sampled;

    private KeyPlanner(RowTable rows, IReadOnlyList<FieldColumn> columns, int workers)
    {
        this.rows = rows;
        this.columns = columns;
        // By name, so that the order of columns does not decide between equals.
        fields = [.. Enumerable.Range(0, columns.Count).OrderBy(f => columns[f].Name, StringComparer.Ordinal)];
        var all = fields.SelectMany(f => columns[f].Attributes.Select(a => (Field: f, Attribute: a))).Take(MostAttributes).ToArray();
        sample = SampledRecords();
        sampled = new (ulong[], ulong[])[all.Length];
        var made = new RecordAttribute[all.Length];
        Parallel.For(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
        {
            sampled[i] = SampledHashes(all[i].Field, all[i].Attribute.Hash);
            made[i] = new RecordAttribute(all[i].Field, all[i].Attribute.Name, all[i].Attribute.Hash, all[i].Attribute.AfterSlip, ByChance(sampled[i]));
        });
        Attributes = [.. made];
    }

    private List<RecordAttribute> Attributes { get; }

    /// <summary>Chooses keys.</summary>
    /// <param name="rows">The records.</param>
    /// <param name="columns">The fields.</param>
    /// <param name="parents">By field, one that it follows from more or less; the two are not multiplied.</param>
    /// <param name="workers">Threads.</param>
    public static (IReadOnlyList<RecordAttribute> Attributes, IReadOnlyList<PlannedKey> Keys) Choose(RowTable rows, IReadOnlyList<FieldColumn> columns, int[] parents, int workers)
    {
        var planner = new KeyPlanner(rows, columns, workers);
        return (planner.Attributes, planner.Greedy(parents));
    }

    /// <summary>The records by which chances are measured: enough to see what agrees by chance, and what hardly ever does costs nothing either way.</summary>
    private (int[] Left, int[] Right) SampledRecords()
    {
        // Records that hold the same fall into one block whatever the key: a choice of keys is about the others.
        var (first, second) = rows.Drawn;
        int[] left = [.. first.Distinct.Take(SampleSize)];
        return (left, rows.IsLink ? [.. second.Distinct.Take(SampleSize)] : left);
    }

    /// <summary>The hashes of the sampled records in one property, left and right.</summary>
    private (ulong[] Left, ulong[] Right) SampledHashes(int field, Func<int, ulong> hash)
    {
        var left = Array.ConvertAll(sample.Left, r => rows[r][field] is not 0 and var value ? hash(value) : 0);
        return (left, rows.IsLink ? Array.ConvertAll(sample.Right, r => rows[r][field] is not 0 and var value ? hash(value) : 0) : left);
    }

    /// <summary>The probability that two records agree, from sampled hashes.</summary>
    private double ByChance((ulong[] Left, ulong[] Right) hashes)
    {
        ulong[] left = (ulong[])hashes.Left.Clone(), right = rows.IsLink ? (ulong[])hashes.Right.Clone() : left;
        Array.Sort(left);
        if (rows.IsLink) Array.Sort(right);
        double sum = 0;
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (left[i] != right[j])
            {
                if (left[i] < right[j]) i++;
                else j++;
                continue;
            }
            int startLeft = i, startRight = j;
            var value = left[i];
            while (i < left.Length && left[i] == value) i++;
            if (rows.IsLink) while (j < right.Length && right[j] == value) j++;
            else j = i;
            if (value != 0) sum += (double)(i - startLeft) * (j - startRight - (rows.IsLink ? 0 : 1));
        }
        return sum / Math.Max(1, (double)left.Length * (right.Length - (rows.IsLink ? 0 : 1)));
    }

    /// <summary>The pairs of a key as they are in the sample, where properties that go together are seen to.</summary>
    private double Measured(PlannedKey key)
    {
        var left = Joined(sampled[key.Attributes[0]].Left, 0);
        return ByChance((left, rows.IsLink ? Joined(sampled[key.Attributes[0]].Right, 1) : left)) * rows.DistinctPairs;

        ulong[] Joined(ulong[] first, int side)
        {
            var joined = (ulong[])first.Clone();
            foreach (var attribute in key.Attributes.AsSpan(1))
            {
                var others = side == 0 ? sampled[attribute].Left : sampled[attribute].Right;
                for (var n = 0; n < joined.Length; n++) joined[n] = joined[n] == 0 || others[n] == 0 ? 0 : Blocking.Hashing.Mix(joined[n], others[n]);
            }
            return joined;
        }
    }

    private List<PlannedKey> Greedy(int[] parents)
    {
        var survived = Simulate();
        var budget = Math.Max(FewestPairs, PairsPerRecord * rows.Count);
        var pool = Pool(parents, budget);
        var left = new double[survived.Length];
        Array.Fill(left, 1);
        var chosen = new List<PlannedKey>();
        double spent = 0;
        var measured = new HashSet<PlannedKey>(ReferenceEqualityComparer.Instance);
        var fieldSets = new HashSet<ulong>();
        // Gains only fall as keys are chosen, so that what is known of a key bounds what it can bring (Minoux 1978).
        var queue = new PriorityQueue<PlannedKey, double>(pool.Select(k => (k, -Score(k, out _))));
        while (chosen.Count < MostKeys && queue.TryDequeue(out var best, out _))
        {
            if (spent + best.Expected > budget) continue;
            var score = Score(best, out var gain);
            if (queue.TryPeek(out _, out var next) && score < -next)
            {
                queue.Enqueue(best, -score);
                continue;
            }
            if (gain * (1 - LeftByKey) < LeastGain * survived.Length) break;
            // What a key costs is expected as if its properties were independent; the best is measured before it is taken.
            if (best.Attributes.Length > 1 && measured.Add(best) && Measured(best) is var pairs && pairs > 1.3 * best.Expected)
            {
                var corrected = best with { Expected = pairs };
                measured.Add(corrected);
                queue.Enqueue(corrected, -Score(corrected, out _));
                continue;
            }
            chosen.Add(best);
            spent += best.Expected;
            var taken = MaskOf(best);
            // A pair is lost by an error that was not simulated: another key of the same fields guards little against it.
            var lost = fieldSets.Add(FieldsOf(best)) ? LeftByKey : LeftBySameFields;
            for (var i = 0; i < survived.Length; i++) if ((survived[i] & taken) == taken) left[i] *= lost;
        }

        double Score(PlannedKey key, out double gain)
        {
            gain = 0;
            if (chosen.Exists(c => Brings(key, c))) return 0;
            var mask = MaskOf(key);
            for (var i = 0; i < survived.Length; i++) if ((survived[i] & mask) == mask) gain += left[i];
            if (fieldSets.Contains(FieldsOf(key))) gain *= SameFields;
            return gain / (key.Expected + budget / 10);
        }

        return chosen;
    }

    /// <summary>Whether records that agree in one key agree in another as well, so that it brings nothing after that.</summary>
    private bool Brings(PlannedKey key, PlannedKey other) => other.Attributes.All(o => key.Attributes.Any(a => a == o || Brings(a, o)));

    // The first property of a field is its finest: agreement in it brings agreement in the others. The parts of an identity number
    // stand beside each other.
    private bool Brings(int attribute, int other) => Attributes[attribute].Field == Attributes[other].Field && columns[Attributes[attribute].Field].Kind != FieldKind.Nik
        && (attribute == 0 || Attributes[attribute - 1].Field != Attributes[attribute].Field);

    private ulong FieldsOf(PlannedKey key)
    {
        ulong fields = 0;
        foreach (var attribute in key.Attributes) fields |= 1UL << Attributes[attribute].Field;
        return fields;
    }

    private static ulong MaskOf(PlannedKey key)
    {
        ulong mask = 0;
        foreach (var attribute in key.Attributes) mask |= 1UL << attribute;
        return mask;
    }

    private List<PlannedKey> Pool(int[] parents, double budget)
    {
        var pool = new List<PlannedKey>();
        var most = budget / 3;
        var count = Attributes.Count;
        // Where one field follows from the other, agreement in both is hardly rarer than in one.
        double Joint(double chance, int a, int b) =>
            Related(Attributes[a].Field, Attributes[b].Field) ? Math.Min(chance, Attributes[b].ByChance) : chance * Attributes[b].ByChance;
        bool Related(int f, int g) => parents[f] == g || parents[g] == f;
        for (var a = 0; a < count; a++)
        {
            var one = Attributes[a].ByChance * rows.DistinctPairs;
            if (one <= most)
            {
                pool.Add(Key(one, a));
                continue;
            }
            for (var b = 0; b < count; b++)
            {
                if (Attributes[a].Field == Attributes[b].Field || b < a && Attributes[b].ByChance * rows.DistinctPairs > most) continue;
                var chance = Joint(Attributes[a].ByChance, a, b);
                if (chance > Attributes[b].ByChance * 0.7) continue;
                if (chance * rows.DistinctPairs <= most)
                {
                    pool.Add(Key(chance * rows.DistinctPairs, a, b));
                    continue;
                }
                for (var c = b + 1; c < count; c++)
                {
                    if (Attributes[c].Field == Attributes[a].Field || Attributes[c].Field == Attributes[b].Field || Attributes[c].ByChance * rows.DistinctPairs <= most) continue;
                    var three = Joint(Joint(chance, b, c), a, c);
                    if (three * rows.DistinctPairs <= most && three < 0.7 * chance) pool.Add(Key(three * rows.DistinctPairs, a, b, c));
                }
            }
        }
        return pool;
    }

    private PlannedKey Key(double expected, params int[] attributes) => new(string.Join(" + ", attributes.Select(a => Attributes[a].Name)), attributes, expected);

    /// <summary>By simulated true pair, the properties in which both records agree, as bits.</summary>
    private ulong[] Simulate()
    {
        var random = new Random(20_001);
        var survived = new ulong[Simulated];
        int[] firsts = rows.Drawn.First.Distinct, seconds = rows.Drawn.Second.Distinct;
        for (var i = 0; i < Simulated; i++)
        {
            var first = rows[firsts[random.Next(firsts.Length)]];
            // The other record lacks what records lack: its gaps are those of a record drawn at random from the other list.
            // Errors come together: most doubles are nearly clean, some are bad throughout.
            var kind = random.NextDouble();
            var dirt = kind < 0.55 ? 0.5 : kind < 0.85 ? 1.5 : 3;
            var other = rows[seconds[random.Next(seconds.Length)]];
            foreach (var f in fields)
            {
                if (first[f] == 0 || other[f] == 0) continue;
                var (slip, another) = Errors(columns[f].Kind);
                slip *= dirt;
                another *= dirt;
                var fate = random.NextDouble();
                if (fate < another) continue;
                for (var a = 0; a < Attributes.Count; a++)
                {
                    if (Attributes[a].Field != f || Attributes[a].Hash(first[f]) == 0) continue;
                    if (fate >= another + slip || random.NextDouble() < Attributes[a].AfterSlip) survived[i] |= 1UL << a;
                }
            }
        }
        return survived;
    }

    private static (double Slip, double Another) Errors(FieldKind kind) => kind switch
    {
        FieldKind.Name => (0.15, 0.1),
        FieldKind.FullName => (0.25, 0.1),
        FieldKind.Text => (0.25, 0.25),
        FieldKind.Date => (0.1, 0.06),
        FieldKind.Identifier or FieldKind.Nik => (0.12, 0.1),
        FieldKind.Category => (0, 0.05),
        FieldKind.Place => (0.1, 0.15),
        _ => (0, 0.3),
    };
}
