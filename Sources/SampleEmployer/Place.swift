/// A town in the Netherlands where an employer may have an establishment.
struct Place {
    var name: String
    /// One of the 35 labour-market regions.
    var region: String
    /// One of the six areas of the collective-redundancy act, by the code of the statute pack.
    var area: String
    /// First two digits of the postcodes there.
    var postcode: Int

    private init(_ name: String, _ region: String, _ area: String, _ postcode: Int) {
        self.name = name
        self.region = region
        self.area = area
        self.postcode = postcode
    }

    private static let north = "Noord"
    private static let east = "Oost"
    private static let south = "Zuid"
    private static let west = "Zuidwest"
    private static let centre = "Midden"
    private static let northWest = "Noordwest"

    /// One town per region first, so that a small employer is already spread over many regions.
    static let all: [Place] = [
        Place("Eindhoven", "Zuidoost-Brabant", south, 56), Place("Almelo", "Twente", east, 76),
        Place("Tilburg", "Midden-Brabant", south, 50), Place("Drachten", "Friesland", north, 92),
        Place("Rotterdam", "Rijnmond", west, 30), Place("Apeldoorn", "Stedendriehoek en Noordwest Veluwe", east, 73),
        Place("Venlo", "Noord-Limburg", south, 59), Place("Emmen", "Drenthe", north, 78),
        Place("Utrecht", "Midden-Utrecht", centre, 35), Place("Zwolle", "Regio Zwolle", east, 80),
        Place("Breda", "West-Brabant", south, 48), Place("Doetinchem", "Achterhoek", east, 70),
        Place("Helmond", "Helmond-De Peel", south, 57), Place("Amsterdam", "Groot Amsterdam", northWest, 10),
        Place("Groningen", "Groningen", north, 97), Place("Lelystad", "Flevoland", centre, 82),
        Place("Nijmegen", "Rijk van Nijmegen", east, 65), Place("Roermond", "Midden-Limburg", south, 60),
        Place("Vlissingen", "Zeeland", west, 43), Place("Oss", "Noordoost-Brabant", south, 53),
        Place("Maastricht", "Zuid-Limburg", south, 62), Place("Arnhem", "Midden-Gelderland", east, 68),
        Place("Ede", "FoodValley", east, 67), Place("Amersfoort", "Amersfoort", centre, 38),
        Place("Alkmaar", "Noord-Holland Noord", northWest, 18), Place("Dordrecht", "Drechtsteden", west, 33),
        Place("Zaandam", "Zaanstreek/Waterland", northWest, 15), Place("Gouda", "Midden-Holland", west, 28),
        Place("Leiden", "Holland Rijnland", west, 23), Place("Hilversum", "Gooi en Vechtstreek", northWest, 12),
        Place("Haarlem", "Zuid-Kennemerland en IJmond", northWest, 20), Place("Den Haag", "Haaglanden", west, 25),
        Place("Zoetermeer", "Zuid-Holland Centraal", west, 27), Place("Tiel", "Rivierenland", east, 40),
        Place("Gorinchem", "Gorinchem", west, 42), Place("Hengelo", "Twente", east, 75),
        Place("Heerenveen", "Friesland", north, 84), Place("Waalwijk", "Midden-Brabant", south, 51),
        Place("Deventer", "Stedendriehoek en Noordwest Veluwe", east, 74), Place("Hoogeveen", "Drenthe", north, 79),
        Place("Roosendaal", "West-Brabant", south, 47), Place("Veghel", "Noordoost-Brabant", south, 54),
        Place("Sittard", "Zuid-Limburg", south, 61), Place("Weert", "Midden-Limburg", south, 60),
        Place("Almere", "Flevoland", centre, 13), Place("Hardenberg", "Regio Zwolle", east, 77),
        Place("Winterswijk", "Achterhoek", east, 71), Place("Terneuzen", "Zeeland", west, 45),
        Place("Beverwijk", "Zuid-Kennemerland en IJmond", northWest, 19), Place("Barneveld", "FoodValley", east, 37),
        Place("Schiedam", "Rijnmond", west, 31), Place("Veendam", "Groningen", north, 96),
    ]
}
