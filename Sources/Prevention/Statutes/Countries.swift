import Workforce

/// The jurisdiction of every establishment: the country of the establishment, else of the employer (domain rules §2).
struct Countries {
    private let jurisdictions: [Jurisdiction]
    /// For each establishment code of the employees the number of its jurisdiction.
    private let ofEstablishment: [Int32]

    init(_ workforce: Workforce, statutes: [StatutePack], policy: PreventionPolicy) {
        var table = CodeTable()
        var country: [String] = []
        for establishment in workforce.establishments
        where Int(table.intern(establishment.establishment)) == country.count {
            country.append(establishment.country(ofEmployer: workforce.employerCountry))
        }
        var jurisdictions: [Jurisdiction] = []
        var ofCountry: [String: Int32] = [:]
        ofEstablishment = (0..<workforce.employees.establishments.count).map { code in
            let place = workforce.employees.establishments.texts.withBytes(code) { table.find($0) }
            let name = place.map { country[Int($0)] } ?? workforce.employerCountry.uppercased()
            if let known = ofCountry[name] { return known }
            let number = Int32(jurisdictions.count)
            jurisdictions.append(Jurisdiction(country: name, statutes: statutes, policy: policy))
            ofCountry[name] = number
            return number
        }
        self.jurisdictions = jurisdictions
    }

    /// The jurisdiction of an establishment by its code in the employees' table.
    func of(_ establishment: UInt32) -> Jurisdiction { self[number(of: establishment)] }

    /// The number of an establishment's jurisdiction, for loops that look it up only when it changes.
    func number(of establishment: UInt32) -> Int32 { ofEstablishment[Int(establishment)] }

    subscript(number: Int32) -> Jurisdiction { jurisdictions[Int(number)] }
}

extension Establishment {
    /// Its country in capitals, else the employer's.
    func country(ofEmployer employerCountry: String) -> String {
        (country.flatMap { $0.isEmpty ? nil : $0 } ?? employerCountry).uppercased()
    }
}
