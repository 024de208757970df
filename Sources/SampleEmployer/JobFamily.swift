/// A group of interchangeable jobs, with what is usual in it.
struct JobFamily {
    struct Job {
        var code: String
        var title: String
    }

    /// Code of the job group.
    var code: String
    /// From junior to senior; people move from the first to the second.
    var jobs: [Job]
    /// ISCO-08 unit group; nil where nobody ever classified the job.
    var isco: String?
    /// Level of schooling asked for.
    var level: String
    var sector: String
    /// How common the job is at a plant, a distribution centre, an office and a service centre.
    var weights: [Int]
    /// Gross monthly salary in euros for full-time work at the start.
    var salary: Int
    /// Women among a thousand people.
    var womenPerMille: Int
    var skills: [String]

    private init(
        _ code: String, _ titles: [String], _ isco: String?, _ level: String, _ sector: String, _ weights: [Int],
        salary: Int, women: Int, _ skills: String
    ) {
        self.code = code
        jobs = titles.enumerated().map { Job(code: titles.count == 1 ? code : "\(code)-\($0 + 1)", title: $1) }
        self.isco = isco
        self.level = level
        self.sector = sector
        self.weights = weights
        self.salary = salary
        womenPerMille = women
        self.skills = skills.split(separator: ",").map(String.init)
    }

    /// Jobs that are learned at work: they have apprentices, trainers and internships.
    var isLearnedAtWork: Bool {
        (sector == "techniek" || sector == "logistiek") && level.hasPrefix("mbo") && code != "TEAM"
    }

    /// Titles as a Dutch employer has them; classification as Statistics Netherlands codes such jobs.
    static let all: [JobFamily] = [
        JobFamily(
            "OPER", ["Operator A", "Operator B"], "8142", "mbo-2", "techniek", [30, 0, 0, 0], salary: 2_650, women: 220,
            "spuitgieten,machines-instellen,kwaliteit-meten,storing-melden,5s,heftruck,ploegendienst,procesbewaking"),
        JobFamily(
            "ASM", ["Monteur assemblage", "Allround monteur assemblage"], "8211", "mbo-2", "techniek", [26, 0, 0, 2],
            salary: 2_600, women: 260,
            "assembleren,tekening-lezen,handgereedschap,kwaliteit-meten,5s,lijmen,momentsleutel,inwerken-collegas"),
        JobFamily(
            "ELA", ["Monteur elektronica"], "8212", "mbo-2", "techniek", [14, 0, 0, 4], salary: 2_650, women: 340,
            "solderen,tekening-lezen,esd-veilig-werken,kwaliteit-meten,bedraden,testen-printplaten,microscoop"),
        JobFamily(
            "CNC", ["CNC-verspaner", "Allround CNC-verspaner"], "7223", "mbo-3", "techniek", [18, 0, 0, 0],
            salary: 2_900, women: 60,
            "cnc-draaien,cnc-frezen,tekening-lezen,machines-instellen,kwaliteit-meten,cam-programmeren,gereedschap"),
        JobFamily(
            "LAS", ["Lasser"], "7212", "mbo-2", "techniek", [10, 0, 0, 0], salary: 2_800, women: 30,
            "mig-mag-lassen,tig-lassen,tekening-lezen,slijpen,lasinspectie,constructie,veilig-werken"),
        JobFamily(
            "MNT", ["Monteur technische dienst", "Storingsmonteur"], "7233", "mbo-3", "techniek", [12, 5, 0, 4],
            salary: 3_050, women: 40,
            "preventief-onderhoud,storing-zoeken,hydrauliek,pneumatiek,tekening-lezen,plc-lezen,lassen,smeertechniek"),
        JobFamily(
            "ELEK", ["Elektromonteur"], "7412", "mbo-3", "techniek", [7, 3, 0, 8], salary: 3_000, women: 30,
            "bedraden,nen-3140,storing-zoeken,plc-lezen,tekening-lezen,aandrijftechniek,meten"),
        JobFamily(
            "SERV", ["Servicemonteur"], "7421", "mbo-4", "techniek", [2, 0, 0, 24], salary: 3_150, women: 60,
            "storing-zoeken,klantcontact,solderen,meten,rijbewijs-b,installeren,rapporteren"),
        JobFamily(
            "HEF", ["Heftruckchauffeur"], "8344", "mbo-2", "logistiek", [6, 16, 0, 0], salary: 2_550, women: 80,
            "heftruck,reachtruck,laden-en-lossen,scannen,veilig-werken,voorraad-tellen"),
        JobFamily(
            "MAG", ["Magazijnmedewerker", "Allround magazijnmedewerker"], "4321", "mbo-2", "logistiek", [8, 28, 0, 4],
            salary: 2_500, women: 280,
            "scannen,voorraad-tellen,goederenontvangst,wms,heftruck,laden-en-lossen,retouren,inwerken-collegas"),
        JobFamily(
            "PICK", ["Orderpicker"], "9333", "mbo-1", "logistiek", [0, 26, 0, 0], salary: 2_400, women: 380,
            "orderpicken,scannen,reachtruck,inpakken,ploegendienst,voice-picking"),
        JobFamily(
            "PAK", ["Inpakmedewerker"], "9321", "mbo-1", "logistiek", [9, 14, 0, 0], salary: 2_380, women: 520,
            "inpakken,kwaliteit-meten,etiketteren,5s,ploegendienst,scannen"),
        JobFamily(
            "CHAUF", ["Vrachtwagenchauffeur"], "8332", "mbo-2", "logistiek", [0, 14, 0, 3], salary: 2_750, women: 60,
            "rijbewijs-ce,code-95,laden-en-lossen,adr,klantcontact,route-plannen"),
        JobFamily(
            "TPL", ["Transportplanner"], "4323", "mbo-4", "logistiek", [1, 7, 2, 1], salary: 2_950, women: 380,
            "route-plannen,tms,klantcontact,douane,engels,duits"),
        JobFamily(
            "PPL", ["Productieplanner"], "4322", "mbo-4", "techniek", [4, 1, 2, 0], salary: 3_100, women: 330,
            "plannen,erp,excel,materiaalbehoefte,engels,lean"),
        JobFamily(
            "TEAM", ["Teamleider productie"], "3122", "mbo-4", "techniek", [6, 0, 0, 0], salary: 3_550, women: 200,
            "leidinggeven,verzuimgesprek,plannen,lean,veilig-werken,5s"),
        JobFamily(
            "KWAL", ["Kwaliteitscontroleur"], "7543", "mbo-3", "techniek", [6, 2, 0, 0], salary: 2_850, women: 320,
            "kwaliteit-meten,3d-meten,iso-9001,rapporteren,tekening-lezen,klachtanalyse"),
        JobFamily(
            "WVB", ["Werkvoorbereider"], "3115", "mbo-4", "techniek", [5, 0, 2, 4], salary: 3_250, women: 130,
            "calculeren,cad,tekening-lezen,erp,inkoop,plannen"),
        JobFamily(
            "MECH", ["Mechanisch engineer", "Senior mechanisch engineer"], "2144", "hbo", "techniek", [5, 0, 8, 0],
            salary: 3_900, women: 160, "cad,sterkteberekening,materiaalkunde,engels,projectmatig-werken,fmea,3d-printen"
        ),
        JobFamily(
            "EENG", ["Elektrotechnisch engineer"], "2151", "hbo", "techniek", [3, 0, 6, 2], salary: 3_950, women: 140,
            "eplan,plc-programmeren,aandrijftechniek,engels,projectmatig-werken,meten"),
        JobFamily(
            "PENG", ["Procestechnoloog"], "2141", "hbo", "techniek", [4, 1, 3, 0], salary: 3_950, women: 270,
            "lean,six-sigma,data-analyse,fmea,engels,procesbewaking"),
        JobFamily(
            "SOFT", ["Softwareontwikkelaar", "Senior softwareontwikkelaar"], "2512", "hbo", "ict", [0, 0, 16, 0],
            salary: 4_000, women: 210, "swift,python,sql,git,testen,scrum,cloud,api-ontwerp"),
        JobFamily(
            "SYS", ["Informatieanalist"], "2511", "hbo", "ict", [0, 0, 8, 0], salary: 4_050, women: 350,
            "requirements,sql,procesmodellering,scrum,engels,testen"),
        JobFamily(
            "HELP", ["Servicedeskmedewerker"], "3512", "mbo-4", "ict", [1, 1, 7, 4], salary: 2_850, women: 250,
            "itil,klantcontact,windows-beheer,netwerken,storing-zoeken,rapporteren"),
        JobFamily(
            "KCC", ["Klantcontactmedewerker"], "4222", "mbo-3", "zakelijk", [0, 0, 10, 26], salary: 2_500, women: 640,
            "klantcontact,crm,telefoneren,duits,engels,klachten-afhandelen"),
        // Not at plants and distribution centres: the plan that shrinks it everywhere stays clear of their closures.
        JobFamily(
            "ADM", ["Administratief medewerker"], "4110", "mbo-3", "zakelijk", [0, 0, 14, 10], salary: 2_600,
            women: 720,
            "excel,gegevens-invoeren,archiveren,klantcontact,erp,notuleren"),
        JobFamily(
            "FIN", ["Medewerker boekhouding"], "4311", "mbo-4", "zakelijk", [1, 1, 10, 2], salary: 2_850, women: 600,
            "boekhouden,excel,erp,btw,debiteuren,jaarrekening"),
        JobFamily(
            "CTRL", ["Controller"], "2411", "hbo", "zakelijk", [1, 1, 6, 0], salary: 4_400, women: 380,
            "ifrs,excel,power-bi,jaarrekening,engels,adviseren"),
        JobFamily(
            "SAL", ["Salarisadministrateur"], "4313", "mbo-4", "zakelijk", [0, 0, 4, 0], salary: 3_100, women: 680,
            "loonheffing,cao-kennis,excel,pensioenaangifte,nauwkeurig-werken"),
        JobFamily(
            "HR", ["HR-adviseur"], "2423", "hbo", "zakelijk", [1, 1, 6, 1], salary: 3_700, women: 760,
            "arbeidsrecht,adviseren,loopbaangesprek,werving,verzuimgesprek,power-bi"),
        JobFamily(
            "VERK", ["Vertegenwoordiger"], "3322", "mbo-4", "zakelijk", [0, 0, 8, 9], salary: 3_200, women: 240,
            "onderhandelen,crm,klantcontact,rijbewijs-b,engels,duits"),
        JobFamily(
            "MARK", ["Marketeer"], "2431", "hbo", "zakelijk", [0, 0, 6, 0], salary: 3_400, women: 620,
            "contentcreatie,data-analyse,campagnes,engels,crm"),
        JobFamily(
            "INK", ["Inkoper"], "3323", "hbo", "zakelijk", [2, 1, 6, 0], salary: 3_450, women: 340,
            "onderhandelen,contracten,erp,engels,duits,leveranciersbeoordeling"),
        JobFamily(
            "SECR", ["Managementassistent"], "3343", "mbo-4", "zakelijk", [1, 1, 5, 1], salary: 2_950, women: 910,
            "agendabeheer,notuleren,engels,evenementen,excel"),
        JobFamily(
            "SCHO", ["Medewerker schoonmaak"], "9112", "mbo-1", "facilitair", [3, 2, 3, 2], salary: 2_380, women: 700,
            "schoonmaken,veilig-werken,afval-scheiden,nederlands"),
        JobFamily(
            "BEV", ["Beveiliger"], "5414", "mbo-2", "facilitair", [2, 3, 2, 0], salary: 2_600, women: 180,
            "toegangscontrole,bhv,rapporteren,klantcontact,ploegendienst"),
        JobFamily(
            "LMAN", ["Manager logistiek"], "1324", "hbo", "logistiek", [1, 2, 1, 0], salary: 5_100, women: 190,
            "leidinggeven,budgetteren,lean,onderhandelen,engels"),
        JobFamily(
            "PMAN", ["Productiemanager"], "1321", "hbo", "techniek", [2, 0, 0, 0], salary: 5_300, women: 150,
            "leidinggeven,budgetteren,lean,veiligheidscultuur,engels"),
        JobFamily(
            "ARBO", ["Veiligheidskundige"], "2263", "hbo", "zakelijk", [1, 1, 2, 0], salary: 3_900, women: 360,
            "risico-inventarisatie,auditeren,adviseren,milieuwetgeving,trainen"),
        // Nobody ever classified these: the cells of their people roll up to "all".
        JobFamily(
            "PROJ", ["Projectmedewerker"], nil, "mbo-4", "overig", [3, 2, 5, 3], salary: 2_900, women: 450,
            "projectmatig-werken,excel,plannen,communiceren"),
        JobFamily(
            "BIJZ", ["Medewerker bijzondere taken"], nil, "mbo-2", "overig", [2, 2, 0, 1], salary: 2_450, women: 400,
            "handgereedschap,schoonmaken,inwerken-collegas"),
    ]
}
