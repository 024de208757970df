/// Invented names: every one is put together from these by chance, and stands for nobody.
enum PersonNames {
    /// A name as written, and as an e-mail address spells it.
    struct Part {
        var written: [UInt8]
        var address: [UInt8]

        /// Letters with marks, as addresses spell them; spaces and apostrophes go.
        private static let plain: [Character: String] = [
            "ë": "e", "é": "e", "ï": "i", "ç": "c", "ı": "i", "ś": "s",
        ]

        init(_ text: Substring) {
            written = Array(text.utf8)
            address = text.lowercased().flatMap { character in
                (Self.plain[character] ?? String(character)).utf8.filter { (0x61...0x7A).contains($0) }
            }
        }
    }

    private static func parts(_ text: String) -> [Part] { text.split(separator: ",").map(Part.init) }

    static let women = parts(
        "Emma,Sophie,Julia,Lisa,Anna,Eva,Sara,Lotte,Fleur,Noor,Iris,Femke,Sanne,Marieke,Ingrid,Monique,Wilma,Petra,"
            + "Karin,Esther,Fatima,Yasmina,Aylin,Samira,Zeynep,Nadia,Agnieszka,Magda,Priya,Mei,Chantal,Joyce,Linda,"
            + "Marjolein,Astrid,Hanneke,Tess,Maud,Renske,Zoë,Loïs,Thirza,Naomi,Kim,Daphne,Carla,Bianca,Ilse,Mirjam,Elif"
    )
    static let men = parts(
        "Daan,Sem,Lucas,Levi,Finn,Jesse,Thijs,Bram,Lars,Ruben,Jeroen,Martijn,Marco,Erik,Peter,Jan,Henk,Kees,Willem,"
            + "Gerard,Mohammed,Youssef,Mehmet,Emre,Hassan,Karim,Piotr,Tomasz,Ravi,Wei,Dennis,Patrick,Ronald,Sander,Bas,"
            + "Niels,Joost,Koen,Rik,Stijn,Sjoerd,Jelle,Wouter,Hidde,Andre,Frank,Rob,Theo,Bart,René")
    static let families = parts(
        "de Jong,Jansen,de Vries,van den Berg,Bakker,van Dijk,Visser,Smit,Meijer,de Boer,Mulder,de Groot,Bos,Vos,Peters,"
            + "Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,Smits,de Graaf,van der Meer,van der Linden,Kok,Jacobs,"
            + "de Haan,Vermeulen,van den Heuvel,van der Veen,van den Broek,de Bruijn,van der Heijden,Schouten,van Beek,"
            + "Willems,van Vliet,Hoekstra,Maas,Verhoeven,Koster,van Dam,Prins,Blom,Huisman,Peeters,de Jonge,Kuipers,"
            + "van Veen,Kramer,van Wijk,Postma,Martens,Vink,Kuiper,Timmermans,Groen,Gerritsen,Molenaar,Hofman,Yılmaz,Kaya,"
            + "Demir,Çelik,el Amrani,Bouzid,Benali,Kowalski,Nowak,Wiśniewska,Singh,Ramdin,Wang,Nguyen,Silva,Pinas,"
            + "Wielinga,Hoogland,Terpstra,Zijlstra,Bosma,Veenstra,Wiersma,Kooistra,Lammers,Evers,Driessen,Claassen,"
            + "Janssens,Verbeek,Bosch,Scholten,Wolters,Sanders,van Rossum,Kersten,Theunissen,Bijl,Roelofs,Geerts,van Es,"
            + "ten Have,op den Kamp,in 't Veld,Boersma,Jongsma,Haveman,Oosterhuis,Wessels,Beumer,Slot,Tuinstra,Nijhuis,"
            + "Temmink,Assink,Ruiter,Bouwman,Zwart,Rutten,Coenen,Hermans,Goossens,Wouters,Nieuwenhuis,Grooten,Stam,Dros"
    )
}
