namespace SatuPintu.Tests.Linking;

/// <summary>Small folders as link and dedupe write them, with counts known by hand.</summary>
internal static class MadeFolder
{
    /// <summary>
    /// Left: 1 ani, 2 ani (a double), 3 budi, 4 cici, 5 eni. Right: a ani, b budi, c dodi, d eni, e "fa,ni". True pairs across: 1-a, 2-a,
    /// 3-b, 5-d, four in all. Reported: 1-a right, 3-b right (0.95), 4-c wrong (0.92), 2-a right (0.6), 5-c wrong (0.55); 5-d never.
    /// </summary>
    public static string Link(string root) => Write(root, "link", """
        source,record_id,entity_id
        left,1,E1
        left,2,E2
        left,3,E3
        left,4,E4
        left,5,E5
        right,a,E1
        right,b,E3
        right,c,E4
        right,d,E6
        right,"e ""x"", y",E7
        """, """
        left_id,right_id,match_weight,match_probability
        1,a,20.1,0.9995
        2,a,0.58,0.6
        3,b,4.2,0.95
        4,c,3.5,0.92
        5,c,0.29,0.55
        """);

    /// <summary>The truth of <see cref="Link"/>; it knows one more record and one more source.</summary>
    public static string Truth(string root) => File(root, "truth.csv", """
        source,record_id,person_id,kecamatan
        left,1,ani,Grogol
        left,2,ani,
        left,3,budi,
        left,4,cici,
        left,5,eni,
        right,a,ani,
        right,b,budi,
        right,c,dodi,
        right,d,eni,
        right,"e ""x"", y",fani,
        right,z,gita,
        other,1,ani,
        """);

    /// <summary>One list: 1, 2 and 3 are ani, 4 and 5 are budi, 6 is cici. Reported: 1-2 right (0.99), 2-3 right (0.7), 5-6 wrong (0.9). Clusters: {1,2,3} {4} {5,6}.</summary>
    public static string Dedupe(string root) => Write(root, "dedupe", """
        source,record_id,entity_id
        list,1,0
        list,2,0
        list,3,0
        list,4,1
        list,5,2
        list,6,2
        """, """
        left_id,right_id,match_weight,match_probability
        1,2,6.6,0.99
        3,2,1.2,0.7
        5,6,3.2,0.9
        """);

    /// <summary>The truth of <see cref="Dedupe"/>.</summary>
    public static string DedupeTruth(string root) => File(root, "truth-list.csv", "source,record_id,person_id\nlist,1,ani\nlist,2,ani\nlist,3,ani\nlist,4,budi\nlist,5,budi\nlist,6,cici\n");

    public static string File(string folder, string name, string text)
    {
        System.IO.File.WriteAllText(Path.Combine(folder, name), text);
        return Path.Combine(folder, name);
    }

    private static string Write(string root, string name, string clusters, string pairs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        File(folder, "clusters.csv", clusters);
        File(folder, "pairs.csv", pairs);
        File(folder, "summary.json", """{ "program": "SatuPintu", "options": { "match_at": 0.9, "review_at": 0.5 } }""");
        return folder;
    }
}
